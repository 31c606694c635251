import { openApiDocument, type Json } from '../../apps/api/documentation/openapi.ts';
import { routes } from '../../apps/api/routes.ts';

type Schema = Json & { readonly $ref?: string; readonly properties?: Record<string, Schema>; readonly items?: Schema };
type Place = readonly (string | number)[];

/** Where anybody may write what they like: a place in the body, or a parameter. */
export interface FreeText {
  readonly operationId: string;
  readonly where: 'body' | 'path' | 'query';
  readonly place: Place;
}

interface Described {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly body: Schema | null;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
}

const document = openApiDocument() as { paths: Record<string, Record<string, Json>>; components: { schemas: Record<string, Schema> } };

/** Each operation as the OpenAPI document describes it: nothing here knows the code behind. */
export const operations: readonly Described[] = Object.values(routes).map(({ operationId, method, path }) => {
  const described = document.paths[path]?.[method.toLowerCase()] as { requestBody?: { content: Record<string, { schema: Schema }> }; parameters?: Described['parameters'] };
  return { operationId, method, path, body: described.requestBody?.content['application/json']?.schema ?? null, parameters: described.parameters ?? [] };
});

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : resolved(document.components.schemas[name] ?? {});
}

const optionsOf = (schema: Schema) => (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;

/** A value that the schema takes, as small as can be. */
export function exampleOf(given: Schema): unknown {
  const schema = resolved(given);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const options = optionsOf(schema);
  if (options !== undefined) return exampleOf(options[0] as Schema);
  if (Array.isArray(schema['allOf'])) return Object.assign({}, ...(schema['allOf'] as Schema[]).map(exampleOf)) as unknown;
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(((schema['required'] as string[] | undefined) ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => exampleOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema);
  }
}

function textOf({ format, pattern, minLength = 3 }: Schema): string {
  if (format === 'date') return '2027-05-03';
  if (format === 'date-time') return '2027-05-03T14:00:00Z';
  if (typeof pattern === 'string' && /\\d\{4\}/.test(pattern)) return '2027-05-03';
  return 'x'.repeat(Number(minLength));
}

/** A text is free when neither a list, nor a form, nor a pattern says what it may be. */
const isFree = (schema: Schema) => schema['type'] === 'string' && !('enum' in schema) && !('const' in schema) && !('format' in schema);

/** Every place of a body where a text is free, with a body that has it. */
export function freeTextsOf(given: Schema, place: Place = [], depth = 0): { place: Place; body: unknown }[] {
  const schema = resolved(given);
  const options = optionsOf(schema);
  if (depth > 6) return [];
  if (options !== undefined) return options.flatMap((option) => freeTextsOf(option, place, depth + 1));
  if (isFree(schema)) return [{ place, body: '' }];
  if (schema['type'] === 'array') return freeTextsOf(schema.items ?? {}, [...place, 0], depth + 1).map((found) => ({ ...found, body: [found.body] }));
  if (schema['type'] !== 'object') return [];
  const small = exampleOf(schema) as Record<string, unknown>;
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => freeTextsOf(property, [...place, name], depth + 1).map((found) => ({ ...found, body: { ...small, [name]: found.body } })));
  const others = schema['additionalProperties'];
  const open = typeof others === 'object' && others !== null ? freeTextsOf(others as Schema, [...place, 'any.yaml'], depth + 1).map((found) => ({ ...found, body: { ...small, 'any.yaml': found.body } })) : [];
  return [...named, ...open];
}

/** The same body with the text at its place. */
export function withText(body: unknown, [step, ...rest]: Place, text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(body)) return [withText(body[0], rest, text)];
  const object = body as Record<string, unknown>;
  return { ...object, [step]: withText(object[step], rest, text) };
}

/** The path with what stands for each parameter. */
export const filledPath = (path: string, ids: Readonly<Record<string, string>>) => path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? 'none'));
