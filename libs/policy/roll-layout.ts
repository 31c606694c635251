import { z } from 'zod';

/** The files that go to an authority of a tax roll and come back from it; `unsecured` only where its law knows an unsecured roll. */
export const rollFileKinds = ['roll', 'changes', 'unsecured', 'notices', 'mailed', 'owners', 'answers', 'settlement'] as const;
export type RollFileKind = (typeof rollFileKinds)[number];

const fieldSchema = z.strictObject({
  /** What it is here; `lines`, `total:NAME` and `sha256` in a trailer are control totals. */
  name: z.string().min(1),
  as: z.enum(['text', 'cents', 'dollars', 'date', 'count', 'code', 'constant', 'sha256', 'blank']),
  /** The heading of its column, in a file with headings. */
  heading: z.string().min(1).optional(),
  /** In a file of fixed width: how many characters. */
  width: z.int().positive().optional(),
  /** For dates: the authority's way to write them. */
  format: z.enum(['YYYY-MM-DD', 'YYYYMMDD', 'MM/DD/YYYY']).optional(),
  /** For codes: what the authority writes, and what that is here. */
  codes: z.record(z.string().min(1), z.string().min(1)).optional(),
  /** For constants: what stands there in every record. */
  text: z.string().optional(),
  /** It may be left empty. */
  optional: z.boolean().optional(),
  /** What a text has to look like. */
  pattern: z.string().optional(),
});
export type RollField = z.infer<typeof fieldSchema>;

/** One file's form, as its authority wants it: which fields in which order, and what stands at its beginning and end. */
export const rollLayoutSchema = z
  .strictObject({
    says: z.string(),
    /** Of the file's name; `{season}`, `{on}` and `{nth}` are filled in. */
    fileName: z.string().regex(/^[\w{}.-]+$/),
    form: z.enum(['csv', 'fixed']),
    lineEnd: z.enum(['lf', 'crlf']),
    headings: z.boolean().default(false),
    leader: z.array(fieldSchema).min(1).optional(),
    record: z.array(fieldSchema).min(1),
    trailer: z.array(fieldSchema).min(1).optional(),
  })
  .superRefine((layout, context) => {
    for (const part of ['leader', 'record', 'trailer'] as const) {
      layout[part]?.forEach((field, index) => {
        const fault = faultOf(field, layout.form, layout.headings && part === 'record');
        if (fault) context.addIssue({ code: 'custom', path: [part, index], message: fault });
      });
    }
  });
export type RollLayout = z.infer<typeof rollLayoutSchema>;

function faultOf({ name, as, width, codes, text, heading }: RollField, form: 'csv' | 'fixed', hasHeadings: boolean): string | null {
  if (form === 'fixed' && width === undefined) return `the field "${name}" of a file of fixed width needs its width`;
  if (as === 'code' && codes === undefined) return `the field "${name}" needs its codes`;
  if (as === 'constant' && text === undefined) return `the field "${name}" needs its text`;
  if (hasHeadings && heading === undefined) return `the field "${name}" needs its heading`;
  return null;
}

export type RollLayouts = Partial<Record<RollFileKind, RollLayout>>;
