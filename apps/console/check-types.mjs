/* The compiler's word on the console, which is written for browsers and so has a configuration of its own. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { writeOpenApiTypes } from './openapi-types.mjs';

await writeOpenApiTypes();
const tsc = path.join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
process.exit(spawnSync(process.execPath, [tsc, '--noEmit', '-p', import.meta.dirname], { stdio: 'inherit' }).status ?? 1);
