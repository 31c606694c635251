/* `npm run stack [-- --fresh] [-- --data FOLDER]`: the servers alone, until Ctrl-C. */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { reportToStderr } from './servers/progress.ts';
import { type Stack, startStack } from './servers/stack.ts';
import { stopSignal } from './stop-signal.ts';

const DATABASE = 'arrears';
const DEFAULT_DATA_DIR = path.resolve(import.meta.dirname, '..', '..', '.local');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, data: { type: 'string', default: DEFAULT_DATA_DIR } },
  });
  let onCrash: (reason: string) => void = () => undefined;
  const crashed = new Promise<string>((resolve) => (onCrash = resolve));
  const signal = stopSignal();
  const starting = startStack({
    dataDir: path.resolve(values.data),
    fresh: values.fresh,
    report: reportToStderr,
    onCrash: (reason) => onCrash(reason),
  });
  // Who interrupts a first start does not want to wait for its downloads; what runs already is ended by the watchdog.
  const stack = await Promise.race([starting, signal.then(() => undefined)]);
  if (stack === undefined) throw new Error('interrupted before everything had started');
  try {
    await print(stack);
    const reason = await Promise.race([signal, crashed]);
    process.stderr.write(`\n… stopping (${reason})\n`);
  } finally {
    await stack.stop();
  }
  process.stderr.write('✓ everything has stopped\n');
}

async function print(stack: Stack): Promise<void> {
  const lines = {
    ARREARS_DATABASE_URL: await stack.postgres.createDatabase(DATABASE),
    ARREARS_KAFKA_BROKERS: stack.kafka.brokers.join(','),
    ARREARS_TEMPORAL_ADDRESS: stack.temporal.address,
    ARREARS_TEMPORAL_NAMESPACE: stack.temporal.namespace,
  };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`export ${name}='${value}'\n`);
  if (stack.temporalUiUrl !== undefined) process.stdout.write(`# Temporal web interface: ${stack.temporalUiUrl}\n`);
  process.stderr.write('Running until Ctrl-C.\n');
}

main().then(
  // kafkajs may leave a socket open after it has disconnected; nothing of ours is left to wait for.
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exit(1);
  },
);
