import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const sections = { general: 'Rules of every utility', ohio: 'Ohio', california: 'California', bankruptcy: 'Bankruptcy', operations: 'Operations' } as const;
export const sectionTitles: Readonly<Record<string, string>> = sections;

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]+$/),
  section: z.enum(Object.keys(sections) as [keyof typeof sections]),
  /** By what kind of thing it is to be enforced; `none` and `watch` need nothing. */
  enforce: z.array(z.enum(['guard', 'timer', 'document', 'report', 'setting', 'default', 'none', 'watch'])).min(1),
  citation: z.string(),
  mark: z.string(),
  /** Why it is not enforced, or not wholly. */
  open: z.string().min(1).optional(),
});
export type RegisteredRule = z.infer<typeof ruleSchema>;

/** @throws ZodError for a register that is none */
export function readRegister(root: string): RegisteredRule[] {
  return z.array(ruleSchema).parse(parse(readFileSync(path.join(root, 'libs', 'policy', 'rule-register.yaml'), 'utf8')));
}

/** The ids of the domain's reference, where it lies beside the project; null where it does not. */
export function referenceIds(root: string): string[] | null {
  const file = path.join(root, '..', 'shared', 'domain', 'rules.md');
  if (!existsSync(file)) return null;
  return [...readFileSync(file, 'utf8').matchAll(/^\|([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\|/gm)].map((match) => match[1] as string);
}
