import { styleAlone } from '../http/route.ts';
import { openApiDocument, type Json } from './openapi.ts';

const style = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0 } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line) }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem }
summary { cursor: pointer } code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { background: var(--soft); padding: .8rem; overflow: auto; border-radius: .4rem }
.method { display: inline-block; min-width: 3.2rem; font-weight: 700 }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line) }
`;

/** The page has no script and loads nothing: it works without a network, and its policy allows this style alone. */
export const pagePolicy = styleAlone(style);

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { description?: string; $ref?: string; content?: Record<string, { schema: Json }> }>;
}

/** The API's documentation as one page, made from the same document as `/openapi.json`. */
export function documentationPage(): string {
  const document = openApiDocument() as { info: { description: string }; tags: { name: string }[]; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Json> } };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2>${escaped(name)}</h2>${own.map(({ path, method, operation }) => operationHtml(method, path, operation)).join('')}`;
  });
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => `<details id="schema-${name}"><summary><code>${name}</code></summary>${schemaHtml(schema)}</details>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Arrears API</title><style>${style}</style></head>
<body><h1>Arrears API</h1>${paragraphs(document.info.description)}<p>As a file: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
${sections.join('\n')}<h2>Schemas</h2>${schemas.join('')}</body></html>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const answers = Object.entries(operation.responses).map(([status, response]) => {
    const schema = (response.content?.['application/json'] ?? response.content?.['text/event-stream'])?.schema;
    const says = response.description ?? (response.$ref ?? '').split('/').at(-1) ?? '';
    return `<tr><td>${status}</td><td>${escaped(says)}</td><td>${schema ? inlineSchema(schema) : 'problem document'}</td></tr>`;
  });
  const parameters = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${escaped(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td><td>${inlineSchema(parameter.schema)}</td><td>${escaped(parameter.description ?? '')}</td></tr>`,
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  return `<details id="${operation.operationId}"><summary><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code> ${escaped(operation.summary)}</summary>
${paragraphs(operation.description)}${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${body ? `<p>Body: ${inlineSchema(body)}</p>` : ''}<table>${answers.join('')}</table></details>`;
}

function inlineSchema(schema: Json): string {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
  if (name !== undefined) return `<a href="#schema-${name}"><code>${name}</code></a>`;
  const isPlain = Object.keys(schema).every((key) => ['type', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'default'].includes(key));
  return isPlain ? `<code>${escaped(String(schema['format'] ?? schema['type']))}</code>` : schemaHtml(schema);
}

function schemaHtml(schema: Json): string {
  const text = escaped(JSON.stringify(schema, null, 2));
  return `<pre>${text.replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`;
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) => `<p>${escaped(part).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
