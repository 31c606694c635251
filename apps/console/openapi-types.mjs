/* Writes the types of the API's client from docs/openapi.json. They are not kept in the repository: they follow from what is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

const here = import.meta.dirname;

export async function writeOpenApiTypes() {
  const types = await openapiTypescript(new URL('../../docs/openapi.json', import.meta.url));
  mkdirSync(path.join(here, 'generated'), { recursive: true });
  writeFileSync(path.join(here, 'generated', 'openapi.ts'), `/* Made by openapi-types.mjs. */\n${astToString(types)}`);
}
