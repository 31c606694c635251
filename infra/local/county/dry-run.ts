import { appendFileSync, writeFileSync } from 'node:fs';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import { appointmentAfter } from './appointments.ts';
import { countyClosesAt, countyStartAt, type CountyOptions } from './county.ts';
import { planCounty, type CountyPlan } from './generator.ts';
import { recorded } from './recorded.ts';
import { Watermarks } from './watermarks.ts';

const linesPerWrite = 5_000;

/** The plan alone, in order of sending, with the feeds' marks at every appointment. Nobody reacts to anything. */
export function* dryRun(plan: CountyPlan): Generator<CloudEvent> {
  const { county, messages } = plan;
  const endAt = countyClosesAt(county);
  const watermarks = new Watermarks(county.utilityId);
  let index = 0;
  for (let stop = countyStartAt(county); stop < endAt; stop = appointmentAfter(county, stop)) {
    for (; (messages[index]?.sendAt ?? '~') <= stop; index += 1)
      yield* recorded([(messages[index] as CountyPlan['messages'][number]).event], stop);
    const next = appointmentAfter(county, stop);
    yield* recorded(
      watermarks.due(stop, () => (next < endAt ? next : null)),
      stop,
    );
  }
  yield* recorded(
    watermarks.due(endAt, () => null),
    endAt,
  );
}

/** Writes the dry run as CloudEvents, one a line, for `arrears simulate`. @returns how many */
export function writeDryRun(options: CountyOptions, file: string): number {
  writeFileSync(file, '');
  let written = 0;
  let lines: string[] = [];
  const write = () => {
    appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
    written += lines.length;
    lines = [];
  };
  for (const event of dryRun(planCounty(options))) {
    lines.push(JSON.stringify(event));
    if (lines.length >= linesPerWrite) write();
  }
  write();
  return written;
}
