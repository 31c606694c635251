import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type CacheEntry, cached, isCached } from './cache.ts';

describe('the cache of fetched servers', () => {
  const before = process.env['ARREARS_CACHE'];
  let folder: string;
  let fills: number;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
    process.env['ARREARS_CACHE'] = folder;
    fills = 0;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env['ARREARS_CACHE'];
    else process.env['ARREARS_CACHE'] = before;
    await rm(folder, { recursive: true });
  });

  const entry = (fill: CacheEntry['fill']): CacheEntry => ({
    part: 'thing',
    name: 'bin/thing-1.0',
    message: 'fetching the thing',
    fill: (target, say) => {
      fills += 1;
      return fill(target, say);
    },
  });
  const good = entry((target) => writeFile(target, 'whole'));
  const silent = () => undefined;

  it('fetches once and says so', async () => {
    const lines: string[] = [];
    const report = (line: { state: string }) => lines.push(line.state);
    const file = await cached(good, report);
    await cached(good, report);
    expect(await readFile(file, 'utf8')).toBe('whole');
    expect(fills).toBe(1);
    expect(lines).toEqual(['begin', 'done']);
  });

  it('fetches once for all that ask at the same time', async () => {
    const slow = entry(async (target) => {
      await delay(50);
      await writeFile(target, 'whole');
    });
    await Promise.all([cached(slow, silent), cached(slow, silent), cached(slow, silent)]);
    expect(fills).toBe(1);
  });

  it('keeps nothing of a fetch that failed half way, and tries again when asked again', async () => {
    const bad = entry(async (target) => {
      await mkdir(target);
      await writeFile(path.join(target, 'part'), 'half');
      throw new Error('the network is gone');
    });
    await expect(cached(bad, silent)).rejects.toThrow('the network is gone');
    expect(await isCached('bin/thing-1.0')).toBe(false);
    expect(await readdir(path.join(folder, 'bin'))).toEqual([]);
    await cached(good, silent);
    expect(fills).toBe(2);
  });

  it('does not wait for a process that died while fetching', async () => {
    await mkdir(path.join(folder, 'bin'));
    const dead = { pid: process.pid, startedAt: 'long ago' };
    await writeFile(path.join(folder, 'bin', 'thing-1.0.lock'), JSON.stringify(dead));
    await cached(good, silent);
    expect(fills).toBe(1);
  });
});
