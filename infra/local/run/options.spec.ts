import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { named, writeEnvironment } from './environment.ts';
import { variables } from '../../../libs/config/index.ts';
import { ensureKeys } from './keys.ts';
import { AnotherCountyIsKept, choiceAsFile, readOptions, WrongUsage } from './options.ts';

describe('npm start', () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
  });
  afterEach(() => rm(data, { recursive: true }));

  const keep = async (...args: string[]) => {
    const { file, text } = choiceAsFile(readOptions(['--data', data, ...args]));
    await writeFile(file, text);
  };

  it('has 2,000 accounts unless told', () => {
    expect(readOptions(['--data', data])).toEqual({ fresh: false, dataDir: data, county: { state: 'OH', accounts: 2_000, seed: 7 } });
  });

  it('goes on with the county of the last start', async () => {
    await keep('--accounts', '300', '--seed', '9');
    expect(readOptions(['--data', data]).county).toEqual({ state: 'OH', accounts: 300, seed: 9 });
    expect(readOptions(['--data', data, '--seed', '9']).county).toEqual({ state: 'OH', accounts: 300, seed: 9 });
  });

  it('refuses to go on with another one, unless it is to begin anew', async () => {
    await keep('--accounts', '300');
    expect(() => readOptions(['--data', data, '--accounts', '400'])).toThrow(AnotherCountyIsKept);
    expect(readOptions(['--data', data, '--accounts', '400', '--fresh'])).toMatchObject({ fresh: true, county: { accounts: 400 } });
  });

  it("is Ohio's unless told, and stays what it was", async () => {
    expect(readOptions(['--data', data, '--state', 'CA']).county.state).toBe('CA');
    await keep('--state', 'CA');
    expect(readOptions(['--data', data]).county.state).toBe('CA');
    expect(() => readOptions(['--data', data, '--state', 'OH'])).toThrow(AnotherCountyIsKept);
  });

  it.each([['--state', 'NV'], ['--accounts', 'many'], ['--accounts', '0'], ['--seed', '-1'], ['--speed', '2'], ['now']])('refuses %s %s and says what it takes', (...args) => {
    expect(() => readOptions(['--data', data, ...args])).toThrow(WrongUsage);
    expect(() => readOptions(['--data', data, ...args])).toThrow(/usage: npm start/);
  });

  it('makes keys once, for nobody else to read', async () => {
    const keys = await ensureKeys(data);
    expect(Buffer.from(keys.payload, 'base64')).toHaveLength(32);
    expect(variables.clearanceKey.schema.parse(keys.signing).asymmetricKeyType).toBe('ec');
    expect(variables.sealKey.schema.parse(keys.sealing)?.asymmetricKeyType).toBe('ed25519');
    expect(await ensureKeys(data)).toEqual(keys);
    expect((await stat(path.join(data, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('tells other commands where everything is, and nobody else', async () => {
    const file = await writeEnvironment(data, named({ databaseUrl: 'postgres://a:b@127.0.0.1:1/arrears' }));
    expect(file).toBe(path.join(data, 'env'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
