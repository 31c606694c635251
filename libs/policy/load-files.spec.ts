import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackFiles } from './load-files.ts';
import { loadLaw } from './load.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), 'packs', 'oh-county', '1');
const files = () => Object.fromEntries(['pack.yaml', 'calendar.yaml'].map((name) => [name, readFileSync(join(source, name), 'utf8')])) as Record<'pack.yaml' | 'calendar.yaml', string>;

describe('A pack that comes as texts', () => {
  it('is the law that its folder would be', () => {
    expect(checkPackFiles(files()).law?.packHash).toBe(loadLaw('OH-COUNTY@1').packHash);
  });

  it('is refused with its faults, each with file and line, and without the place where it was read', () => {
    const broken = { ...files(), 'pack.yaml': files()['pack.yaml'].replace('sweepAt: "06:00"', 'sweepAt: "26:00"') };
    const { law, faults } = checkPackFiles(broken);
    expect(law).toBeNull();
    expect(faults.filter(({ severity }) => severity === 'error')).toMatchObject([{ file: 'pack.yaml', line: expect.any(Number), what: expect.stringContaining('sweepAt') }]);
  });

  it.each(['../pack.yaml', '/etc/passwd', 'a/../../b', '.hidden', 'a//b', ''])('"%s" is no name of a file of a pack', (name) => {
    expect(() => checkPackFiles({ [name]: 'x' })).toThrow(RangeError);
  });
});
