/* `node infra/local/bootstrap.mjs infra/local/county/main.ts --utility ID`: the sample county, for a running stack. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { daysBetween } from '../../../libs/calendar/days.ts';
import { localDate } from '../../../libs/kernel/time.ts';
import { fetchToken } from '../issuer/fetch-token.ts';
import { urlFile } from '../issuer/issuer.ts';
import { readSecrets } from '../issuer/secrets.ts';
import { stopSignal } from '../stop-signal.ts';
import type { TokenSource } from './arrears-client.ts';
import { defaults, type CountyOptions } from './county.ts';
import { isState, type State, states } from './states.ts';
import { writeDryRun } from './dry-run.ts';
import type { WorldProgress } from './simulated-world.ts';
import { runWorld } from './world.ts';

const usage = `usage: main.ts --utility ID [options]
  --state CA|OH           ${defaults.state} unless told
  --accounts N            ${defaults.accounts} unless told
  --seed N                ${defaults.seed} unless told
  --season                goes on through the season of the tax roll that begins after the start
  --start DATE            ${defaults.startOn} unless told; --until DATE: the last day of the plan
  --dry-run FILE          writes the plan as CloudEvents, one a line, and sends nothing
  --api URL               or ARREARS_API_URL
  --brokers HOST:PORT,…   or ARREARS_KAFKA_BROKERS
  --data FOLDER           what the stack keeps, .local unless told`;

const defaultDataDir = resolve(import.meta.dirname, '..', '..', '..', '.local');
const text = { type: 'string' } as const;

function readFlags() {
  const options = {
    utility: text,
    state: text,
    accounts: text,
    seed: text,
    start: text,
    until: text,
    season: { type: 'boolean' } as const,
    'dry-run': text,
    api: text,
    brokers: text,
    data: text,
  };
  const { values } = parseArgs({ options });
  const startOn = localDate(values.start ?? defaults.startOn);
  const county = {
    utilityId: required(values.utility, '--utility'),
    state: stateNamed(values.state ?? defaults.state),
    seed: wholeNumber(values.seed, '--seed', defaults.seed),
    accounts: wholeNumber(values.accounts, '--accounts', defaults.accounts),
    startOn,
    season: values.season ?? false,
    days: values.until === undefined ? defaults.days : daysBetween(startOn, localDate(values.until)) + 1,
  };
  return { county, values, dataDir: resolve(values.data ?? defaultDataDir) };
}

function stateNamed(text: string): State {
  if (isState(text)) return text;
  throw new Error(`--state ${text}: must be ${Object.keys(states).join(' or ')}\n${usage}`);
}

async function main(): Promise<void> {
  const { county, values, dataDir } = readFlags();
  if (values['dry-run'] !== undefined) {
    const written = writeDryRun(county, values['dry-run']);
    process.stderr.write(`✓ ${written} messages in ${values['dry-run']}\n`);
    return;
  }
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  await runWorld({
    ...county,
    ...foldersIn(dataDir, county),
    brokers: required(values.brokers ?? process.env.ARREARS_KAFKA_BROKERS, '--brokers').split(','),
    apiUrl: required(values.api ?? process.env.ARREARS_API_URL, '--api'),
    token: tokensOfLocalIssuer(dataDir, county.utilityId),
    signal: stop.signal,
    onProgress: progressLines(),
    onTrouble: (error) => process.stderr.write(`… ${error.message}\n`),
    onDeclined: (error) => process.stderr.write(`! ${error.message}\n`),
  });
}

function foldersIn(dataDir: string, { utilityId }: CountyOptions) {
  const own = join(dataDir, 'county', utilityId);
  return { dataDir: own, sentFile: join(own, 'sent.jsonl'), outboxDir: join(dataDir, 'outbox') };
}

function tokensOfLocalIssuer(dataDir: string, utilityId: string): TokenSource {
  const folder = join(dataDir, 'issuer');
  const known = new Map<string, { token: string; untilMs: number }>();
  return async (role) => {
    const kept = known.get(role);
    if (kept && performance.now() < kept.untilMs) return kept.token;
    const token = await fetchToken(
      await readFile(urlFile(folder), 'utf8'),
      (await readSecrets(folder)).passwords,
      role,
      utilityId,
    );
    known.set(role, { token, untilMs: performance.now() + 60_000 });
    return token;
  };
}

/** A line when the business date moves. */
function progressLines(): (progress: WorldProgress) => void {
  let told = '';
  return ({ now, sent, plannedSent, planned }) => {
    const day = now.slice(0, 10);
    if (day === told) return;
    told = day;
    process.stdout.write(`${day}  ${plannedSent} of ${planned} planned messages, ${sent} sent in all\n`);
  };
}

function required(value: string | undefined, flag: string): string {
  if (value === undefined || value === '') throw new Error(`${flag} is missing\n${usage}`);
  return value;
}

function wholeNumber(value: string | undefined, flag: string, otherwise: number): number {
  const number = value === undefined ? otherwise : Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${flag} must be a whole number from 1 on\n${usage}`);
  return number;
}

main().then(
  // kafkajs may leave a socket open after it has disconnected; nothing of ours is left to wait for.
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exit(1);
  },
);
