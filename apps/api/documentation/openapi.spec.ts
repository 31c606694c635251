import { existsSync, readFileSync } from 'node:fs';
import { allowedRoles } from '../roles.ts';
import { openApiDocument, type Json } from './openapi.ts';
import { documentationPage, pagePolicy } from './page.ts';
import { openApiFile, openApiText } from './write-openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Record<string, { readonly content?: Json; readonly $ref?: string }>;
}

describe('the published description of the API', () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, Operation>>; components: { schemas: Json; responses: Json } };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

  it('is up to date (node --import tsx apps/api/documentation/write-openapi.ts)', () => {
    expect(existsSync(openApiFile) ? readFileSync(openApiFile, 'utf8') : '').toBe(openApiText());
  });

  it('describes every operation that somebody may call, once', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(Object.keys(allowedRoles).sort());
  });

  it('points at nothing that is not there', () => {
    const pointers = [...openApiText().matchAll(/"\$ref": "#\/components\/(\w+)\/(\w+)"/g)];
    expect(pointers.length).toBeGreaterThan(50);
    for (const [, section, name] of pointers) expect(document.components[section as 'schemas'][name as string]).toBeDefined();
    expect(openApiText()).not.toContain('$defs');
  });

  it.each(operations)('$method $path declares its parameters, its key if it writes, and how it fails', ({ path, method, operation }) => {
    const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])).toEqual(inPath);
    expect(operation.parameters.some(({ name, required }) => name === 'Idempotency-Key' && required)).toBe(method === 'post');
    expect(operation.requestBody !== undefined).toBe(method === 'post');
    for (const status of ['401', '403', '422', 'default']) expect(operation.responses[status]?.$ref).toMatch(/^#\/components\/responses\//);
    expect(Object.keys(operation.responses).filter((status) => status.startsWith('2'))).toHaveLength(1);
  });

  it('is shown on a page that loads nothing and runs nothing', () => {
    const page = documentationPage();
    expect(page).not.toMatch(/<script|<img|<link|https?:\/\/(?!www\.apache)|url\(|@import/i);
    for (const { path, operation } of operations) {
      expect(page).toContain(`id="${operation.operationId}"`);
      expect(page).toContain(path);
    }
    expect(pagePolicy).toContain("default-src 'none'");
    const targets = [...page.matchAll(/href="#([\w-]+)"/g)].map((match) => match[1]);
    for (const target of new Set(targets)) expect(page).toContain(`id="${target}"`);
  });
});
