/* `npm start`: everything on this machine, with a sample county that one can watch, until Ctrl-C. */
import { setTimeout as delay } from 'node:timers/promises';

import { type BoardView, boardLine, isOver, renderBoard } from './run/board.ts';
import { renderStanding, tellTheEnd, tellWhereToLook } from './run/end.ts';
import { LocalArrears } from './run/local-arrears.ts';
import { Notices } from './run/notices.ts';
import { readOptions } from './run/options.ts';
import { type Screen, screenFor } from './run/screen.ts';

/** What the last answers bring about should be in the numbers. */
const SETTLE_MS = 3_000;

class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const screen = screenFor(process.stdout);
  const notices = new Notices();
  const arrears = new LocalArrears({ ...options, screen, onNotice: (text) => notices.add(text) });
  const interrupted = interruption(() => arrears.kill());
  try {
    await Promise.race([interrupted, run(arrears, screen, notices)]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    screen.show(undefined);
  } finally {
    screen.show(undefined);
    await arrears.stop().finally(() => screen.close());
  }
  screen.say('Everything has stopped. npm start goes on where it stood; npm start -- --fresh begins anew.');
}

/** Rejects at the first request to stop; the second one ends everything on the spot. */
function interruption(kill: () => Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    let isFirst = true;
    const hear = (signal: NodeJS.Signals) => {
      if (!isFirst) void kill().finally(() => process.exit(130));
      isFirst = false;
      reject(new Interrupted(signal));
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);
  });
}

async function run(arrears: LocalArrears, screen: Screen, notices: Notices): Promise<void> {
  await arrears.startServers();
  const { county, watch } = arrears;
  const view = (): BoardView => {
    const { processes } = arrears;
    return { county, processes, figures: watch.figures, pace: watch.pace, notices: notices.latest() };
  };
  screen.show({ draw: (paint) => renderBoard(view(), paint), line: () => boardLine(view()) });
  await arrears.startApps();
  if (arrears.isStopping) return;
  tellWhereToLook(arrears, screen);
  await watch.until((figures) => isOver(county, figures));
  await delay(SETTLE_MS);
  if (arrears.isStopping) return;
  screen.show(undefined);
  screen.say(renderBoard(view(), screen.paint));
  await tellTheEnd(arrears, watch.figures, screen);
  if (arrears.isStopping) return;
  screen.show({ draw: (paint) => renderStanding(view(), paint), line: () => boardLine(view()) });
  await new Promise(() => undefined);
}

main().then(
  // kafkajs may leave a socket open after it has disconnected; nothing of ours is left to wait for.
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exit(1);
  },
);
