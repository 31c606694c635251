import { z } from 'zod';
import { at, dayOf, nthBusinessDayAfter } from '../../calendar/business-calendar.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Law } from '../facts.ts';
import type { Release } from '../moratorium.ts';
import { nthShutOffDayFrom } from '../shut-off-window.ts';
import { predicate, type Finding } from './predicate.ts';

/** After a moratorium the shut-offs of a district begin again in turns, as many a day as crews can do (M11). */
export const releaseTurnHasCome = predicate({
  name: 'release-turn-has-come',
  isWait: true,
  args: z.strictObject({ rule: z.string() }),
  says: (_args, { pack }) =>
    `After a moratorium the account's turn has come: ${pack.release?.perDayAndDistrict ?? 0} a day in each district, the oldest cases first, from ${pack.release?.firstAfterBusinessDays ?? 0} business days after its end.`,
  impossible: (_args, { pack }) => (pack.release === undefined ? 'The pack does not say under "release" how many turns a day brings.' : null),
  evaluate: (_args, { releases, today }, law): Finding => {
    const waits = releases.find(({ turn }) => turn === 'not-given');
    if (waits) return { holds: false, sentence: `Moratorium ${waits.moratoriumId} ended at ${waits.endedAt}; the turns after it are not given out yet.`, facts: { moratorium: waits.moratoriumId }, notBefore: null };
    const turns = releases.map((release) => ({ ...release, on: turnOn(release, law) }));
    const last = turns.reduce<(typeof turns)[number] | null>((late, release) => (late === null || release.on > late.on ? release : late), null);
    if (last === null) return { holds: true, sentence: 'No moratorium let the account go.', facts: {}, notBefore: null };
    const sentence = `Moratorium ${last.moratoriumId} ended at ${last.endedAt}; of those it let go, this account's turn comes on ${last.on}.`;
    const holds = today >= last.on;
    return { holds, sentence, facts: { moratorium: last.moratoriumId, turnOn: last.on }, notBefore: holds ? null : at(law.calendar, last.on, law.pack.shutOffWindow.from) };
  },
});

function turnOn({ endedAt, turn }: Release, { pack, calendar }: Law): LocalDate {
  const { firstAfterBusinessDays = 0 } = pack.release ?? {};
  const endedOn = dayOf(calendar, endedAt);
  const from = firstAfterBusinessDays === 0 ? endedOn : nthBusinessDayAfter(calendar, endedOn, firstAfterBusinessDays).on;
  return nthShutOffDayFrom(pack.shutOffWindow, calendar, from, Number(turn));
}
