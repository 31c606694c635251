import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { defaults } from '../county/county.ts';
import { isState, type State, states } from '../county/states.ts';

export const USAGE = `usage: npm start [-- OPTIONS]
  --state CA|OH  under which state's law (${defaults.state} unless told)
  --fresh        forget everything and begin anew
  --accounts N   how many accounts the sample county has (${defaults.accounts.toLocaleString('en-US')} unless told)
  --seed N       another seed is another county
  --data FOLDER  where everything is kept (.local unless told)`;

export interface CountyChoice {
  readonly state: State;
  readonly accounts: number;
  readonly seed: number;
}

export interface StartOptions {
  readonly fresh: boolean;
  readonly dataDir: string;
  readonly county: CountyChoice;
}

export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** The folder holds a county that was begun with other options. */
export class AnotherCountyIsKept extends Error {
  override readonly name = 'AnotherCountyIsKept';

  constructor(dataDir: string, kept: CountyChoice) {
    super(
      `${dataDir} holds a county in ${kept.state} of ${kept.accounts} accounts with seed ${kept.seed}, which would go on with these.\n` +
        'Leave --state, --accounts and --seed out to go on with it, or add --fresh to begin anew.',
    );
  }
}

export const DEFAULT_DATA_DIR = path.resolve(import.meta.dirname, '..', '..', '..', '.local');
const choiceFile = (dataDir: string) => path.join(dataDir, 'county.json');

/** Reads the command line; what it leaves open is as it was at the last start. @throws WrongUsage, AnotherCountyIsKept */
export function readOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  const dataDir = path.resolve(values.data ?? DEFAULT_DATA_DIR);
  const kept = values.fresh ? undefined : keptChoice(dataDir);
  const county = {
    state: stateNamed(values.state) ?? kept?.state ?? defaults.state,
    accounts: wholeNumber(values.accounts, '--accounts') ?? kept?.accounts ?? defaults.accounts,
    seed: wholeNumber(values.seed, '--seed') ?? kept?.seed ?? defaults.seed,
  };
  if (kept !== undefined && (kept.state !== county.state || kept.accounts !== county.accounts || kept.seed !== county.seed)) {
    throw new AnotherCountyIsKept(dataDir, kept);
  }
  return { fresh: values.fresh ?? false, dataDir, county };
}

/** For the next start. */
export const choiceAsFile = ({ dataDir, county }: StartOptions) => ({
  file: choiceFile(dataDir),
  text: `${JSON.stringify(county)}\n`,
});

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { fresh: { type: 'boolean' }, state: text, accounts: text, seed: text, data: text } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message}\n${USAGE}`);
  }
}

function keptChoice(dataDir: string): CountyChoice | undefined {
  const file = choiceFile(dataDir);
  if (!existsSync(file)) return undefined;
  // A county that was begun before there was a choice is Ohio's.
  return { state: defaults.state, ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<CountyChoice, 'state'>) };
}

function stateNamed(value: string | undefined): State | undefined {
  if (value === undefined || isState(value)) return value;
  throw new WrongUsage(`--state ${value}: must be ${Object.keys(states).join(' or ')}\n${USAGE}`);
}

function wholeNumber(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new WrongUsage(`${flag} ${value}: must be a whole number from 1 on\n${USAGE}`);
  return Number(value);
}
