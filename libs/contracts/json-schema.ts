import { z } from 'zod';

/** The published form of a schema: what a sender writes, before texts become dates and instants. */
export function inputSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return published(schema, 'inline');
}

/** A schema as a file of its own. */
export function publishedSchema(title: string, schema: z.ZodType): string {
  const document = { $schema: 'http://json-schema.org/draft-07/schema#', title, ...published(schema, 'ref') };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function published(schema: z.ZodType, reused: 'inline' | 'ref'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused });
  return rest;
}
