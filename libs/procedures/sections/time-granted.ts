import type { Law } from '../../policy/facts.ts';
import { grantKinds, grantRoles, grantWords } from '../../policy/limits.ts';
import { statement, type Group } from '../statement.ts';
import { counted, spoken } from '../words.ts';

/** How moratoriums come and go, and in which turns shut-offs begin again after one. */
export function moratoriums({ pack: { release, holds } }: Law): Group {
  const { rule } = holds.moratorium;
  return {
    id: 'moratoriums',
    title: 'Moratoriums',
    lead: 'For weather, a disaster, an order or a bill run that is looked into, over all accounts or those of an area:',
    statements: [
      statement('moratorium.declared', 'A supervisor declares one, from now on or from a day to come, with its evidence; crews that are out in its area are called back, and the door refuses.', rule),
      statement('moratorium.ended', 'It ends on its day, which a supervisor may put off. To end it early a supervisor asks and a second one approves.', rule),
      ...(release === undefined
        ? []
        : [
            statement('release.perDayAndDistrict', `After it at most ${counted(release.perDayAndDistrict, 'shut-off')} of those that waited have their turn on a day in each district, the oldest cases first.`, release.rule),
            statement('release.firstAfterBusinessDays', `The first turn comes ${counted(release.firstAfterBusinessDays, 'business day')} after its end.`, release.rule),
          ]),
    ],
  };
}

/** How much time people may grant; null where the pack sets no limits. */
export function timeGranted({ pack: { limits } }: Law): Group | null {
  if (limits === undefined) return null;
  const { rule, windowMonths, grants } = limits;
  const told = grantKinds.flatMap((kind) =>
    grantRoles.flatMap((role) => {
      const limit = grants[kind]?.[role];
      if (limit === undefined) return [];
      const days = limit.days === undefined ? '' : `, each for ${counted(limit.days, 'day')} at the most`;
      return [statement(`limits.grants.${kind}.${role}`, `${spoken(grantWords[kind])}: a ${role} may grant ${limit.times} in ${counted(windowMonths, 'month')}${days}.`, rule)];
    }),
  );
  const beyond = statement('limits.windowMonths', `What another system granted beyond that in ${counted(windowMonths, 'month')} holds as granted until a supervisor approves or refuses it; at the counter it is refused. A promise holds nothing.`, rule);
  return { id: 'time-granted', title: 'More time, reported payments and promises', lead: 'The utility is patient within these limits:', statements: [...told, beyond] };
}
