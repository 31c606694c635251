import { localDateOf, plusDays } from '../../../libs/calendar/days.ts';
import { dollars } from '../../../libs/kernel/money.ts';
import type { RollEventType } from '../../../libs/tax-roll/index.ts';
import { countyEndAt, type County } from '../county/county.ts';
import type { CourtFigures } from './court-figures.ts';
import type { Explained } from './explained.ts';
import type { Figures } from './figures.ts';
import { count, padEnd, spread } from './format.ts';
import type { Money } from './money.ts';
import type { Paint } from './paint.ts';
import type { SeasonReport } from './season-report.ts';
import { EXCLUSION_WORDS, SEASON_WORDS } from './words.ts';

const COLUMN = 38;

export interface Links {
  readonly api: string;
  /** Some of those who may sign in to the console; on a developer's machine there is nobody to be kept out. */
  readonly people: readonly { readonly user: string; readonly password: string }[];
  readonly temporalUi: string | undefined;
  /** By app. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly environmentFile: string;
  /** Undefined where it is the one that every command looks into by itself. */
  readonly dataDir: string | undefined;
}

/** What the half year came to: cases on the left, money on the right. */
export function renderSummary(county: County, figures: Figures, court: CourtFigures, money: Money, paint: Paint): string {
  const pair = (words: string, value: string) => spread(`  ${words}`, value, COLUMN);
  const cases = [
    paint.strong('Cases'),
    pair('accounts', count(figures.accounts)),
    pair('events taken in', count(figures.eventsTakenIn)),
    pair('cases opened', count(figures.openCases + figures.closedCases)),
    pair('closed', count(figures.closedCases)),
    pair('still open', count(figures.openCases)),
    pair('of these on hold', count(figures.onHold)),
    pair('notices mailed', count(figures.lettersMailed)),
    pair('orders to the field', count(figures.workOrdersOrdered)),
    pair('recalled', count(figures.workOrdersRecalled)),
    pair('shut off', count(figures.everShutOff)),
    pair('restored', count(figures.restored)),
    pair('incidents', count(figures.incidents)),
  ];
  const cash = [
    paint.strong('Money'),
    pair('billed', dollars(money.billedCents)),
    pair('penalties and fees', dollars(money.chargedCents)),
    pair('corrections', dollars(money.correctedCents)),
    pair('paid', dollars(-money.paidCents)),
    pair('returned payments', dollars(money.returnedCents)),
    pair('discharged in bankruptcy', dollars(-money.dischargedCents)),
    pair('collected by the county', dollars(-money.collectedByCountyCents)),
    ...(money.paidOutCents === 0 ? [] : [pair('passed on to the treasurer', dollars(money.paidOutCents))]),
    `  ${paint.faint('─'.repeat(COLUMN - 2))}`,
    paint.strong(pair('owed at the end', dollars(money.balanceCents))),
  ];
  const courts = [
    '',
    paint.strong('Courts'),
    pair('petitions', count(court.petitions)),
    pair('accounts held by a stay, ever', count(court.everStayed)),
    pair('of these now', count(court.stayedNow)),
    pair('bills split', count(court.billsSplit)),
    pair('dismissals', count(court.dismissals)),
    pair('resumed after dismissal', count(figures.resumedAfterDismissal)),
    pair('for counsel to review', count(court.reviews)),
  ];
  const title = `THE HALF YEAR, ${county.startOn} to ${plusDays(county.endOn, -1)}${figures.now > countyEndAt(county) ? `, AND WHAT CAME OF IT BY ${localDateOf(figures.now, county.calendar.zone)}` : ''}`;
  return [` ${paint.strong(title)}`, '', ...besides(cases, [...cash, ...courts])].join('\n');
}

function besides(left: readonly string[], right: readonly string[]): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => ` ${padEnd(left[row] ?? '', COLUMN)}    ${right[row] ?? ''}`.trimEnd());
}

/** What the season of the tax roll came to: lines on the left, the register on the right, and whether all of it adds up. */
export function renderSeason({ season, total, events, excluded, carriedOverCents, faults }: SeasonReport, paint: Paint): string {
  const pair = (words: string, value: string) => spread(`  ${words}`, value, COLUMN);
  const of = (type: RollEventType) => count(events[type] ?? 0);
  const lines = [
    paint.strong('Lines'),
    pair('candidates', of('CandidateListed')),
    pair('owners told, with proof', of('OwnerNoticeMailed')),
    pair('objections heard', of('ObjectionHeard')),
    pair('extracted', of('LineFrozen')),
    pair('certified', of('LineCertified')),
    pair('rejected', of('LineRejected')),
    pair('mended', of('LineMended')),
    pair('amended', of('AmendmentAcknowledged')),
    pair('withdrawn', of('WithdrawalAcknowledged')),
    pair('liens released', of('LienReleased')),
    pair('carried over', of('LineCarriedOver')),
  ];
  const register = [
    paint.strong('Register'),
    pair('certified', dollars(total.certifiedCents)),
    pair('amended', dollars(-total.amendedCents)),
    pair('withdrawn', dollars(-total.withdrawnCents)),
    pair('collected', dollars(-total.collectedCents)),
    `  ${paint.faint('─'.repeat(COLUMN - 2))}`,
    paint.strong(pair('open', dollars(total.openCents))),
    pair('carried over', dollars(carriedOverCents)),
    pair('remitted to the utility', dollars(total.remittedCents)),
    '',
    faults.length === 0 ? paint.good('  adds up to the cent') : paint.bad('  DOES NOT ADD UP:'),
    ...faults.map((fault) => paint.bad(`    ${fault}`)),
  ];
  const left = excluded.map(({ reason, lines: number }) => pair(EXCLUSION_WORDS[reason], count(number)));
  const title = `THE TAX ROLL ${season.seasonId} ${SEASON_WORDS[season.status]}`;
  const status = season.status === 'closed' ? paint.strong(title) : paint.bad(title);
  return [` ${status}`, '', ...besides([...lines, '', paint.strong('Left out'), ...left], register)].join('\n');
}

/** The commands that explain one event of each kind. */
export function renderExplained(explained: readonly Explained[], { environmentFile, dataDir }: Pick<Links, 'environmentFile' | 'dataDir'>, paint: Paint): string {
  const ask = `${dataDir === undefined ? '' : `source ${environmentFile}; `}npm run -s arrears -- why`;
  return [` ${paint.strong('WHY')}`, ...explained.map(({ what, eventId }) => ` ${padEnd(what, 32)}${ask} '${eventId}'`)].join('\n');
}

/** Where to look further, and how to get in. */
export function renderLinks({ api, people, temporalUi, metrics, environmentFile, dataDir }: Links, utilityId: string, paint: Paint): string {
  const row = (words: string, value: string) => ` ${padEnd(words, 20)}${value}`;
  const token = `node infra/local/bootstrap.mjs infra/local/issuer/token.ts supervisor ${utilityId}${dataDir === undefined ? '' : ` --data ${dataDir}`}`;
  return [
    ` ${paint.strong('WHERE TO LOOK')}`,
    row('Console', `${api}/console/`),
    ...people.map(({ user, password }, index) => row(index === 0 ? 'sign in as' : '', `${user}  ${password}`)),
    row('API documentation', `${api}/docs`),
    row('OpenAPI', `${api}/openapi.json`),
    ...(temporalUi === undefined ? [] : [row('Temporal', temporalUi)]),
    ...Object.entries(metrics).map(([app, url], index) => row(index === 0 ? 'Metrics' : '', `${url}/metrics  (${app})`)),
    row('Bearer token', token),
    row('Command line', `${dataDir === undefined ? '' : `source ${environmentFile}; `}npm run -s arrears -- --help`),
    row('Addresses and keys', environmentFile),
  ].join('\n');
}
