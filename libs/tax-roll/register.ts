import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import { foldSeason } from './evolve.ts';
import type { RollEvent } from './roll.events.ts';
import { amendedCents, broughtCents, broughtOpenCents, collectedCents, openCentsOf, remittedCents, type LineStatus, type RollLine } from './season.state.ts';

export interface RegisterRow {
  readonly parcelId: string;
  /** The accounts whose debts lie on it. */
  readonly lines: readonly { readonly lineId: string; readonly status: LineStatus }[];
  /** The opening balance: what earlier seasons left open. */
  readonly broughtCents: Cents;
  readonly certifiedCents: Cents;
  readonly amendedCents: Cents;
  readonly withdrawnCents: Cents;
  readonly collectedCents: Cents;
  readonly remittedCents: Cents;
  /** Brought forward and certified, less what was amended, withdrawn or collected. */
  readonly openCents: Cents;
}

export interface Register {
  readonly rows: readonly RegisterRow[];
  readonly total: Omit<RegisterRow, 'parcelId' | 'lines'>;
}

const sums = { broughtCents: 0, certifiedCents: 0, amendedCents: 0, withdrawnCents: 0, collectedCents: 0, remittedCents: 0, openCents: 0 };

/** Every parcel of a season with what became of its debt, as it was known at that moment (OH-CERT-RECON). Always the same for a moment that has passed. */
export function registerOf(seasonId: string, events: readonly RollEvent[], asOf: Instant): Register {
  const { lines } = foldSeason(seasonId, events.filter((event) => event.at <= asOf));
  return registerOfLines(Object.values(lines));
}

export function registerOfLines(lines: readonly RollLine[]): Register {
  const certified = lines.filter((line) => line.certifiedAt !== null || line.brought.length > 0);
  const byParcel = Map.groupBy(certified, (line) => line.parcelId ?? '');
  const rows = [...byParcel].sort(([first], [second]) => (first < second ? -1 : 1)).map(([parcelId, own]): RegisterRow => ({ parcelId, lines: own.map(({ lineId, status }) => ({ lineId, status })), ...own.map(figures).reduce(plus, sums) }));
  return { rows, total: rows.map(({ parcelId: _parcel, lines: _lines, ...row }) => row).reduce(plus, sums) };
}

function figures(line: RollLine): typeof sums {
  return { broughtCents: broughtCents(line), certifiedCents: line.certifiedCents, amendedCents: amendedCents(line), withdrawnCents: line.withdrawal?.amountCents ?? 0, collectedCents: collectedCents(line), remittedCents: remittedCents(line), openCents: openCentsOf(line) + broughtOpenCents(line) };
}

function plus(first: typeof sums, second: typeof sums): typeof sums {
  return Object.fromEntries(Object.entries(first).map(([name, cents]) => [name, cents + second[name as keyof typeof sums]])) as typeof sums;
}
