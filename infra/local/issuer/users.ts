/** The roles of the people who work with Arrears; the issuer has one user for each. */
export const ROLES = ['specialist', 'supervisor', 'cashier', 'field', 'counsel', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The user's name, which is also the `sub` of the tokens and so what the streams record as who did it. */
export const userOf = (role: Role) => `local-${role}`;

/** Some things need the signatures of two supervisors. This one signs in by the page alone. */
export const SECOND_SUPERVISOR = 'local-supervisor-2';

export const USERS: readonly string[] = [...ROLES.map(userOf), SECOND_SUPERVISOR];

export function roleOf(user: string): Role | undefined {
  return user === SECOND_SUPERVISOR ? 'supervisor' : ROLES.find((role) => userOf(role) === user);
}
