import { plusDays } from '../../../libs/calendar/days.ts';
import { dollars } from '../../../libs/kernel/money.ts';
import type { County } from '../county/county.ts';
import type { Figures } from './figures.ts';
import { count, padEnd, spread } from './format.ts';
import type { Money } from './money.ts';
import type { Paint } from './paint.ts';

const COLUMN = 38;

export interface Links {
  readonly api: string;
  readonly temporalUi: string | undefined;
  /** By app. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly environmentFile: string;
  /** Undefined where it is the one that every command looks into by itself. */
  readonly dataDir: string | undefined;
}

/** What the half year came to: cases on the left, money on the right. */
export function renderSummary(county: County, figures: Figures, money: Money, paint: Paint): string {
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
    pair('petitions', count(figures.petitions)),
    pair('bills that they split', count(figures.billsSplit)),
    pair('bankruptcy reviews', count(figures.bankruptcyReviews)),
    pair('resumed after dismissal', count(figures.resumedAfterDismissal)),
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
    `  ${paint.faint('─'.repeat(COLUMN - 2))}`,
    paint.strong(pair('owed at the end', dollars(money.balanceCents))),
  ];
  const title = `THE HALF YEAR, ${county.startOn} to ${plusDays(county.endOn, -1)}`;
  const rows = cases.map((left, row) => ` ${padEnd(left, COLUMN)}    ${cash[row] ?? ''}`.trimEnd());
  return [` ${paint.strong(title)}`, '', ...rows].join('\n');
}

/** Where to look further, and how to get in. */
export function renderLinks({ api, temporalUi, metrics, environmentFile, dataDir }: Links, utilityId: string, paint: Paint): string {
  const row = (words: string, value: string) => ` ${padEnd(words, 20)}${value}`;
  const token = `node infra/local/bootstrap.mjs infra/local/issuer/token.ts supervisor ${utilityId}${dataDir === undefined ? '' : ` --data ${dataDir}`}`;
  return [
    ` ${paint.strong('WHERE TO LOOK')}`,
    row('API documentation', `${api}/docs`),
    row('OpenAPI', `${api}/openapi.json`),
    ...(temporalUi === undefined ? [] : [row('Temporal', temporalUi)]),
    ...Object.entries(metrics).map(([app, url], index) => row(index === 0 ? 'Metrics' : '', `${url}/metrics  (${app})`)),
    row('Bearer token', token),
    row('Command line', `${dataDir === undefined ? '' : `source ${environmentFile}; `}npm run -s arrears -- --help`),
    row('Addresses and keys', environmentFile),
  ].join('\n');
}
