/*
 * Runs a TypeScript file of this project: `node infra/local/bootstrap.mjs [--stack-env] FILE [ARGUMENT…]`. It works on
 * any Node from 20 on and with nothing installed: it fetches the npm packages when they are missing or out of date,
 * among them the Node version that the project needs, and hands over to that. It never writes to standard output, which
 * belongs to the program. With `--stack-env` the program finds the stack that `npm start` runs, unless it was given a
 * database of its own; `--stack-env=ENV` reads another file than that of the clone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const LOCK = path.join(ROOT, 'package-lock.json');
const INSTALLED_LOCK = path.join(ROOT, 'node_modules', '.package-lock.json');
const NODE = path.join(ROOT, 'node_modules', '.bin', 'node');
/** Written by `npm start` for as long as it runs: lines of `export NAME='value'`. */
const STACK_ENV = path.join(ROOT, '.local', 'env');
/** A key press reaches us twice, from the terminal and from npm, which passes it on. */
const ECHO_MS = 1_000;

const [first, ...rest] = process.argv.slice(2);
installPackages();
if (first?.startsWith('--stack-env')) run(rest, { ...process.env, ...stackEnvironment(first.split('=')[1]) });
else run(process.argv.slice(2), process.env);

function installPackages() {
  const isInstalled = existsSync(INSTALLED_LOCK) && existsSync(NODE);
  if (isInstalled && statSync(LOCK).mtimeMs <= statSync(INSTALLED_LOCK).mtimeMs) return;
  // `npm ci` begins by deleting the folder, under whatever else may be running from it: only when it is no good anyway.
  const command = isInstalled ? 'install' : 'ci';
  process.stderr.write(`… installing npm packages (npm ${command})\n`);
  const startedAtMs = Date.now();
  // The lock names exact versions: what npm knows of them already need not be asked again.
  const args = [command, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', process.stderr, process.stderr] });
  if (status !== 0 || !existsSync(NODE)) {
    process.stderr.write(`✗ npm ${command} failed${error ? `: ${error.message}` : ''}\n`);
    process.exit(1);
  }
  // npm leaves the file alone when there was nothing to do; without this we would ask it again each time.
  const now = new Date();
  utimesSync(INSTALLED_LOCK, now, now);
  process.stderr.write(`✓ installed npm packages (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)\n`);
}

function stackEnvironment(file = STACK_ENV) {
  if (process.env.ARREARS_DATABASE_URL || !existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').matchAll(/^export (\w+)='(.*)'$/gm);
  return Object.fromEntries(Array.from(lines, ([, name, value]) => [name, value]));
}

function run([script, ...args], env) {
  if (script === undefined) {
    process.stderr.write('usage: node infra/local/bootstrap.mjs [--stack-env] FILE [ARGUMENT…]\n');
    process.exit(2);
  }
  // kafkajs 2.2.4 computes waits below nought, which Node mends and warns about, in every process that uses it.
  const flags = ['--disable-warning=TimeoutNegativeWarning', '--import', 'tsx'];
  // A process group of its own: signals come from here alone, once each, however many times we get them.
  const child = spawn(NODE, [...flags, path.resolve(ROOT, script), ...args], { stdio: 'inherit', detached: true, env });
  forwardSignals(child);
  child.on('error', (error) => {
    process.stderr.write(`✗ ${NODE} cannot be run: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function forwardSignals(child) {
  let lastAtMs = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const isEcho = performance.now() - lastAtMs < ECHO_MS;
      lastAtMs = performance.now();
      // A closed terminal is a request to stop as well, not a reason to drop everything.
      if (!isEcho) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  // Outside the terminal's own group the program would not hear of a resized window.
  process.on('SIGWINCH', () => child.kill('SIGWINCH'));
}
