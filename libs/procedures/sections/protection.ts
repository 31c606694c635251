import type { Law } from '../../policy/facts.ts';
import { holdKinds, type HoldKind } from '../../policy/pack.ts';
import { statement, type Group, type Section } from '../statement.ts';
import { counted, percent, spoken } from '../words.ts';

const restored = {
  'at-once': 'Water that is off comes back at once, at any hour.',
  'same-day': 'Water that is off comes back on the same day.',
  'as-if-paid': 'Water that is off comes back as if the debt was paid.',
} as const;

export function protection(law: Law): Section {
  return {
    id: 'protection',
    title: 'What protects an account',
    about: 'While any hold stands, nothing is done against the account. Holds are independent: ending one never ends another.',
    groups: [...holdKinds.map((kind) => hold(kind, law)), arrangement(law), feeds(law)],
  };
}

function hold(kind: HoldKind, { pack }: Law): Group {
  const { rule, resumeAt, resumeRule, restores, maxBusinessDays } = pack.holds[kind];
  return {
    id: `hold-${kind}`,
    title: `Hold: ${spoken(kind).toLowerCase()}`,
    statements: [
      statement(`holds.${kind}.rule`, 'Notices, penalties, fees, postings and shut-offs wait while it stands.', rule),
      statement(`holds.${kind}.resumeAt`, `When it ends, collection goes on at the step “${pack.steps[resumeAt]?.says ?? resumeAt}” (${resumeAt}).`, resumeRule),
      statement(`holds.${kind}.restores`, restores === undefined ? 'Water that is off stays off.' : restored[restores], rule),
      statement(`holds.${kind}.maxBusinessDays`, maxBusinessDays === undefined ? 'It stands until a fact or a person ends it.' : `It ends by itself after ${counted(maxBusinessDays, 'business day')}.`, rule),
    ],
  };
}

function arrangement({ pack: { arrangement: terms } }: Law): Group {
  const { maxInstalments, downPaymentBasisPoints, cureBusinessDays, rule } = terms;
  return {
    id: 'arrangement',
    title: 'Payment arrangements',
    lead: 'A specialist may agree to these; beyond them a supervisor decides:',
    statements: [
      statement('arrangement.maxInstalments', `The debt is paid in ${counted(maxInstalments, 'instalment')} at the most.`, rule),
      statement('arrangement.downPaymentBasisPoints', `At least ${percent(downPaymentBasisPoints)} of the debt is paid down.`, rule),
      statement('arrangement.cureBusinessDays', `An instalment that is missed may be made up for within ${counted(cureBusinessDays, 'business day')}; then the arrangement is broken.`, rule),
    ],
  };
}

function feeds({ pack }: Law): Group {
  return {
    id: 'feeds',
    title: 'Nothing on stale facts',
    lead: 'Nothing is done against any account while a feed of facts is older than this:',
    statements: Object.entries(pack.feeds).map(([name, { limitHours }]) => statement(`feeds.${name}`, `The ${name} feed is complete through ${counted(limitHours, 'hour')} ago or less.`, 'FEED-FRESH')),
  };
}
