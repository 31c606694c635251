import { z } from 'zod';

type Json = Record<string, unknown>;

/** Turns schemas into what OpenAPI 3.1 says about them, and collects those that have a name. */
export class JsonSchemas {
  readonly #named = new Map<string, Json>();

  /** As it is on the wire: before texts become dates and numbers. */
  of(schema: z.ZodType): Json {
    const { $defs, properties } = z.toJSONSchema(z.object({ it: schema }), { target: 'draft-2020-12', io: 'input' }) as unknown as { $defs?: Record<string, Json>; properties: { it: Json } };
    for (const [name, definition] of Object.entries($defs ?? {})) this.#named.set(name, pointed(definition));
    return pointed(properties.it);
  }

  get named(): Record<string, Json> {
    return Object.fromEntries([...this.#named].sort(([first], [second]) => (first < second ? -1 : 1)));
  }
}

/** `#/$defs/Case` → `#/components/schemas/Case`, and without what only JSON Schema's own files need. */
function pointed(value: Json): Json {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'id' && typeof inner === 'string' ? undefined : inner)).replaceAll('#/$defs/', '#/components/schemas/')) as Json;
}
