import { writeFileSync } from 'node:fs';
import { documentPdf } from '../../../activities/correspondence/document-pdf.ts';
import { startOfDay } from '../../../libs/calendar/days.ts';
import { compose } from '../../../libs/documents/index.ts';
import { packValues, senderOf } from '../../../libs/policy/notice-statement.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { print } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { lawOf } from './folder.ts';

/** Writes the policy in each language of the pack, one after the other, as a PDF for the website and for whoever asks (CA-998-POLICY). */
export async function policyCommand(folderOrReference: string, { out }: { readonly out: string }): Promise<void> {
  const law = lawOf(folderOrReference);
  const { documents, pack } = law;
  if (pack.policy === undefined || documents === null) throw new CommandFailed(`${packReference(pack)} names no written policy: add "policy" and "documents" to its pack.yaml`);
  const { document, rule, languagesRule } = pack.policy;
  const parts = documents.languages.map((language) => {
    const text = compose(documents, document, language, packValues(law));
    const layout = documents.forms[text.form];
    if (!layout) throw new CommandFailed(`No documents.yaml says how a ${text.form} lies on paper`);
    return { text, layout };
  });
  const small = [...new Set([rule, languagesRule].flatMap((cited) => pack.rules[cited]?.citation ?? []))];
  // The file's date is that of the pack, so that the same law gives the same bytes.
  const { pdf } = await documentPdf(parts, { letterhead: senderOf(law), at: startOfDay(pack.effectiveFrom, law.calendar.zone), small });
  writeFileSync(out, pdf);
  print(out);
}
