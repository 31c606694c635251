import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishedKey, readSeals, sealDay, SealSigner } from '../../libs/store/index.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestStore } from '../support/store.ts';
import { exportForAudit } from '../../apps/cli/export.ts';

const script = path.resolve(import.meta.dirname, '..', '..', 'docs', 'audit', 'check-streams.mjs');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

describe('an export for an auditor, checked offline by a script that knows nothing of Arrears (M42)', () => {
  let store: TestStore;
  let folder: string;
  let villageCopy: string;
  const inFolder = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'arrears-audit-'));
    store = await TestStore.open();
    const signer = await SealSigner.with(privateKey);
    await bringTo('notice-mailed', store, ['A1', 'A2']);
    await sealDay(store.db, 'county', signer);
    await store.setClock('2027-03-23 08:00');
    await store.take(store.fact('A1', '2027-03-23 07:50', 'PaymentReceived', { paymentId: 'P-1', amountCents: 1_000, tender: 'cash', channel: 'counter' }));
    await sealDay(store.db, 'county', signer);
    await store.utility('village', '2027-03-23 08:00');
    await sealDay(store.db, 'village', signer);
    villageCopy = (await store.db.forUtility('village', (em) => readSeals(em, 'village')))[0]?.seal ?? '';
    await exportForAudit(store.db, 'county', inFolder('export'));
    writeFileSync(inFolder('keys.json'), JSON.stringify({ keys: [await publishedKey(publicKey)] }));
    writeFileSync(inFolder('strangers.json'), JSON.stringify({ keys: [await publishedKey(generateKeyPairSync('ed25519').publicKey)] }));
    writeFileSync(inFolder('copies.txt'), readFileSync(inFolder('export/seals.ndjson')));
  });
  afterAll(async () => {
    await store?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** In a process of its own, with nothing of this project at hand. */
  function checked(dir: string, keys = 'keys.json', ...more: readonly string[]): Promise<{ readonly exitCode: number; readonly says: readonly string[] }> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [script, dir, '--keys', inFolder(keys), ...more], { cwd: folder }, (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, says: `${stdout}${stderr}`.trim().split('\n') }));
    });
  }

  let nth = 0;
  /** The export, with a file of it changed. */
  function tampered(file: string, change: (text: string) => string): string {
    const copy = inFolder(`tampered-${(nth += 1)}`);
    cpSync(inFolder('export'), copy, { recursive: true });
    writeFileSync(path.join(copy, file), change(readFileSync(path.join(copy, file), 'utf8')));
    return copy;
  }

  it('finds nothing where nothing was touched', async () => {
    expect(await checked(inFolder('export'), 'keys.json', '--copies', inFolder('copies.txt'))).toEqual({ exitCode: 0, says: [expect.stringMatching(/^4 streams, \d+ events, 2 records, the last of 2027-03-23: 0 findings$/)] });
  });

  it.each([
    ['a changed text', 'streams/account.ndjson', (text: string) => text.replace('P-1', 'P-2'), /^account\/A1, version \d+: its text and its hash do not belong together; record 1 of 2027-03-22 vouches for versions 1 to \d+$/],
    ['a tail that was cut off', 'streams/case.ndjson', (text: string) => text.split('\n').slice(0, -2).join('\n'), /^case\/A2\.1, version \d+: the stream ends at version \d+, and record 1 of 2027-03-22 vouches for \d+$/],
    ['a stream that is gone', 'streams/case.ndjson', (text: string) => text.split('\n').filter((line) => !line.includes('"case/A1.1"')).join('\n'), /^case\/A1\.1: the stream is gone, and record 1 of 2027-03-22 vouches for it$/],
    ['two streams that were exchanged', 'streams/account.ndjson', (text: string) => text.replaceAll('"account/A1"', '"X"').replaceAll('"account/A2"', '"account/A1"').replaceAll('"X"', '"account/A2"'), /^account\/A\d, version \d+: record \d of .* has another hash/],
    ['a stream that comes a second time', 'streams/case.ndjson', (text: string) => `${text}${text.split('\n').find((line) => line.includes('"case/A1.1"')) ?? ''}\n`, /^case\/A1\.1: it comes a second time/],
    ['a changed head', 'heads.ndjson', (text: string) => text.replace(/"hash":"./, '"hash":"x'), /^record 1 of 2027-03-22: its heads are not those over which it was signed$/],
    ['a record that is gone', 'seals.ndjson', (text: string) => text.split('\n').slice(1).join('\n'), /^record 2 of 2027-03-23: record 1 is missing before it$/],
  ])('finds %s, with its place', async (_what, file, change, says) => {
    const { exitCode, says: lines } = await checked(tampered(file, change));
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(says);
  });

  it('finds that the last record was left out, by the copies', async () => {
    const dir = tampered('seals.ndjson', (text) => `${text.split('\n')[0]}\n`);
    const withoutHeads = path.join(dir, 'heads.ndjson');
    writeFileSync(withoutHeads, readFileSync(withoutHeads, 'utf8').split('\n').filter((line) => !line.includes('"number":2')).join('\n'));
    expect((await checked(dir)).exitCode).toBe(0);
    expect((await checked(dir, 'keys.json', '--copies', inFolder('copies.txt'))).says[0]).toBe('record 2 of 2027-03-23: a copy of it was kept, and the export has none or another');
  });

  it('passes over the copies of other utilities, and takes no export of another one, where the utility is named', async () => {
    const named = (utility: string, ...more: string[]) => checked(inFolder('export'), 'keys.json', '--utility', utility, ...more);
    writeFileSync(inFolder('all-copies.txt'), `${villageCopy}\n${readFileSync(inFolder('copies.txt'), 'utf8')}`);
    expect((await named('county', '--copies', inFolder('all-copies.txt'))).exitCode).toBe(0);
    expect((await named('village')).says[0]).toBe('record 1 of 2027-03-22: it is of county, and not of village');
  });

  it('does not take a record that another key signed', async () => {
    expect((await checked(inFolder('export'), 'strangers.json')).says.slice(0, 2)).toEqual(['record 1 of 2027-03-22: none of the keys signed it', 'record 2 of 2027-03-23: none of the keys signed it']);
  });

  it('says what it needs', async () => {
    expect(await checked(inFolder('nowhere'))).toMatchObject({ exitCode: 2 });
  });
});
