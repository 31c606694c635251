import { writeFileSync } from 'node:fs';
import { epochMilliseconds, startOfDay } from '../../../libs/calendar/days.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { manualHtml } from '../../../libs/procedures/manual-html.ts';
import { manualPdf } from '../../../libs/procedures/manual-pdf.ts';
import { manualOf } from '../../../libs/procedures/manual.ts';
import { print } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { lawOf } from './folder.ts';

interface ManualOptions {
  readonly format?: string;
  readonly out?: string;
}

/** Writes the manual to a file, or to standard output; the file's ending says what it becomes where nobody else does. */
export async function manualCommand(folderOrReference: string, { out, format = out?.endsWith('.pdf') ? 'pdf' : 'html' }: ManualOptions): Promise<void> {
  const law = lawOf(folderOrReference);
  const bytes = await written(law, format);
  if (out === undefined) process.stdout.write(bytes);
  else {
    writeFileSync(out, bytes);
    print(out);
  }
}

async function written(law: Law, format: string): Promise<Buffer> {
  const manual = manualOf(law);
  if (format === 'html') return Buffer.from(manualHtml(manual));
  // The file's date is that of the pack, so that the same law gives the same bytes.
  const madeOn = new Date(epochMilliseconds(startOfDay(law.pack.effectiveFrom, law.calendar.zone)));
  if (format === 'pdf') return manualPdf(manual, { regular: 'Helvetica', bold: 'Helvetica-Bold' }, madeOn);
  throw new CommandFailed(`--format ${format} is not known; there are html and pdf`);
}
