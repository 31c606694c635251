/* Builds the console: node apps/console/build.mjs FOLDER. What came of it is served by apps/api at /console/. */
import path from 'node:path';
import { build } from 'vite';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: node apps/console/build.mjs FOLDER\n');
  process.exit(2);
}

await build({
  configFile: false,
  root: import.meta.dirname,
  base: '/console/',
  logLevel: 'warn',
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: path.resolve(folder),
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file with a hash in its name: the policy takes no script and no style out of a page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    // Libraries mark what runs in browsers alone; here everything does.
    rollupOptions: { onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)) },
  },
});
