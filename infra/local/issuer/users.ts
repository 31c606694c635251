/** The roles of the people who work with Arrears; the issuer has one user for each. */
export const ROLES = ['specialist', 'supervisor', 'cashier', 'field', 'counsel', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The user's name, which is also the `sub` of the tokens and so what the streams record as who did it. */
export const userOf = (role: Role) => `local-${role}`;

export function roleOf(user: string): Role | undefined {
  return ROLES.find((role) => userOf(role) === user);
}
