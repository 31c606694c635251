import { variables, type Setting, type Settings, type Variable } from './variables.ts';

/** The environment cannot be used: every fault at once, none with a secret in it. */
export class BadEnvironment extends Error {
  readonly faults: readonly string[];

  constructor(app: string, faults: readonly string[]) {
    super(`${app} cannot start: ${faults.length === 1 ? 'a setting is' : `${faults.length} settings are`} wrong.\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'BadEnvironment';
    this.faults = faults;
  }
}

/** Reads the named settings once. @throws BadEnvironment naming every fault */
export function readSettings<S extends Setting>(app: string, settings: readonly S[], env: NodeJS.ProcessEnv): Settings<S> {
  const faults: string[] = [];
  const values: Partial<Record<S, unknown>> = {};
  for (const setting of settings) {
    const known: Variable<unknown> = variables[setting];
    const given = env[known.name]?.trim();
    const parsed = known.schema.safeParse(given === '' ? undefined : given);
    if (parsed.success) values[setting] = parsed.data;
    else faults.push(faultOf(known, given, parsed.error.issues[0]?.message ?? 'is wrong'));
  }
  if (faults.length > 0) throw new BadEnvironment(app, faults);
  return values as Settings<S>;
}

function faultOf({ name, about, example, secret }: Variable<unknown>, given: string | undefined, message: string): string {
  const hint = `for example ${example}`;
  if (given === undefined || given === '') return `${name} is missing: ${about}; ${hint}`;
  const shown = secret ? '' : ` is "${given.length > 80 ? `${given.slice(0, 77)}...` : given}" and`;
  return `${name}${shown} ${message}: ${about}; ${hint}`;
}
