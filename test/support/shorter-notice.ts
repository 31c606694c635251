import type { Law } from '../../libs/policy/facts.ts';

/** The same law with another waiting time between the notice and the shut-off, as a draft of its next version. */
export function withNoticeDays(law: Law, days: number): Law {
  const pack = structuredClone(law.pack);
  for (const step of [pack.steps['shut-off'], pack.steps.clearance]) {
    for (const guard of step.guards) Object.assign((guard as Record<string, object>)['notice-mailed-days-before'] ?? {}, { days });
  }
  return { ...law, pack: { ...pack, version: pack.version + 1 }, packHash: `${days}-days-${law.packHash}` };
}
