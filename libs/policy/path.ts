import { remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Facts, Law } from './facts.ts';
import type { Pack, StepName } from './pack.ts';
import type { Guard } from './predicates/index.ts';

export type Path = NonNullable<Pack['paths']>[number];

/** The account's path: the first of the pack that fits its class and services, or null for the plain steps. */
export function pathOf({ customerClass, services }: Pick<Facts, 'customerClass' | 'services'>, pack: Pack): Path | null {
  const fits = ({ when }: Path) =>
    (when.classes?.includes(customerClass) ?? true) &&
    (when.services?.some((service) => services.includes(service)) ?? true) &&
    !(when.withoutServices?.some((service) => services.includes(service)) ?? false);
  return pack.paths?.find(fits) ?? null;
}

/** Whether the account takes that step at all. */
export function takesStep(step: StepName, facts: Facts, { pack }: Law): boolean {
  return pack.steps[step] !== undefined && (pathOf(facts, pack)?.steps?.includes(step) ?? true);
}

const plain: Path = { says: '', rule: '', when: {} };
const guardLists = rememberedFor((pack: Pack) =>
  rememberedFor((path: Path) => remembered((step: StepName): readonly Guard[] => [...(pack.steps[step]?.guards ?? []), ...(path.guards?.[step] ?? [])])),
);

/** The step's own guards and those of the account's path; the same list for the same question, so that answers can be kept by it. */
export function guardsOf(step: StepName, facts: Facts, { pack }: Law): readonly Guard[] {
  return guardLists(pack)(pathOf(facts, pack) ?? plain)(step);
}
