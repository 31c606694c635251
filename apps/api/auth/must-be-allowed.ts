import { Problem } from '../http/problem.ts';
import { hasRole, type Caller } from '../http/route.ts';
import type { Role } from '../roles.ts';

/** @param what needs the roles: an intervention, a command @throws Problem `forbidden` for who has none of these roles */
export function mustBeAllowed(caller: Caller, among: readonly Role[], what = 'This'): void {
  if (!hasRole(caller, among)) throw new Problem('forbidden', `${what} needs one of the roles ${among.join(', ')}.`);
}
