import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountEvent, AccountEventData } from './account.events.ts';
import type { AccountState, CertifiedLine, Credit } from './account.state.ts';

type RollEntry = Extract<AccountEvent, { type: 'DebtCertified' | 'CertificationReduced' | 'CertifiedDebtRemitted' }>;

/** The lines of an account on tax rolls after one more entry. What is reduced or remitted of a line that is not there is nothing. */
export function withCertified(lines: readonly CertifiedLine[], event: RollEntry): readonly CertifiedLine[] {
  const { lineId, amountCents } = event.data;
  const at = event.effectiveAt;
  if (event.type === 'DebtCertified') {
    const known = lines.find((line) => line.lineId === lineId) ?? { lineId, moves: [], remitted: [] };
    const moves = event.data.parts.map((part) => ({ at, chargeId: part.chargeId, cents: part.amountCents }));
    return [...lines.filter((line) => line !== known && line.lineId !== lineId), { ...known, moves: [...known.moves, ...moves] }];
  }
  return lines.map((line) => {
    if (line.lineId !== lineId) return line;
    if (event.type === 'CertifiedDebtRemitted') return { ...line, remitted: [...line.remitted, { at, cents: amountCents }] };
    return { ...line, moves: [...line.moves, ...givenBack(line, amountCents, at)] };
  });
}

function givenBack({ moves }: CertifiedLine, amountCents: Cents, at: Instant): CertifiedLine['moves'] {
  const onRoll = new Map<string, Cents>();
  for (const { chargeId, cents } of moves) onRoll.set(chargeId, (onRoll.get(chargeId) ?? 0) + cents);
  let left = amountCents;
  return [...onRoll].flatMap(([chargeId, cents]) => {
    const part = Math.min(left, cents);
    left -= part;
    return part > 0 ? [{ at, chargeId, cents: -part }] : [];
  });
}

/** What lies on tax rolls and is neither taken back nor remitted, by its line; what the entries say, whatever was paid meanwhile. */
export function certifiedCentsOf(state: Pick<AccountState, 'certified'>, lineId: string): Cents {
  const line = state.certified.find((known) => known.lineId === lineId);
  if (!line) return 0;
  return line.moves.reduce((sum, { cents }) => sum + cents, 0) - line.remitted.reduce((sum, { cents }) => sum + cents, 0);
}

/** Credit that leaves the account again: the youngest first, and first what was meant for the roll. It paid nothing here. */
export function paidOut(credits: readonly Credit[], { amountCents, to }: AccountEventData<'SuspensePaidOut'>, at: Instant): readonly Credit[] {
  let left = amountCents;
  const shares = new Map<Credit, Cents>();
  const inTurn = credits.filter((credit) => credit.voidedAt === null).toReversed().sort((first, second) => Number(second.forCertified ?? false) - Number(first.forCertified ?? false));
  for (const credit of inTurn) {
    const share = Math.min(left, credit.amountCents);
    if (share > 0) shares.set(credit, share);
    left -= share;
  }
  return credits.flatMap((credit) => {
    const share = shares.get(credit) ?? 0;
    if (share === 0) return [credit];
    const gone = { ...credit, amountCents: share, voidedAt: at, movedTo: to };
    return share === credit.amountCents ? [gone] : [{ ...credit, amountCents: credit.amountCents - share }, gone];
  });
}
