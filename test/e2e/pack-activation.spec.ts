import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLaw } from '../../libs/policy/load.ts';
import { arrears } from '../support/cli.ts';
import { reportOf } from '../support/packs.ts';
import { uniqueName } from '../support/servers.ts';
import { TestStore } from '../support/store.ts';

describe('arrears pack, with the database of a utility', () => {
  let store: TestStore;
  const folder = mkdtempSync(join(tmpdir(), 'reports-'));
  const v1 = loadLaw('OH-COUNTY@1');
  const pack = (...args: string[]) => arrears({ ARREARS_DATABASE_URL: store.url }, 'pack', ...args);
  const activate = (reference: string, report: string) => pack('activate', reference, '--from', '2027-06-01', '--report', report, '--reason', 'the board decided so', '--by', 'ann');

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
  });
  afterAll(async () => {
    await store?.stop();
    rmSync(folder, { recursive: true });
  });

  it('tells the versions, and which is in force', async () => {
    const { printed, exitCode } = await pack('versions');
    expect({ printed, exitCode }).toEqual({ exitCode: 0, printed: [{ pack: 'OH-COUNTY@1', title: v1.pack.title, from: null, inForce: true, packHash: v1.packHash }] });
  });

  it('refuses what the rules refuse, in a sentence that says how to mend it', async () => {
    const file = join(folder, `${uniqueName('report')}.json`);
    expect(await activate('CA-998@2', file)).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('there is no such file; run arrears whatif --pack PACK') });
    writeFileSync(file, '{"accounts":1}');
    expect((await activate('CA-998@2', file)).complaints).toContain('is not the report of a what-if: draft:');
    writeFileSync(file, JSON.stringify(reportOf(v1, v1, { current: 1, draft: 1 })));
    expect((await activate('OH-COUNTY@1', file)).complaints).toContain('arrears: OH-COUNTY@1 is in force on 2027-06-01 already.');
    expect((await activate('OH-COUNTY@99', file)).complaints).toContain('oh-county/99');
    expect((await pack('sign', 'nothing', '--by', 'bob')).complaints).toContain('There is no activation nothing');
  });

  it('asks for a version, and another person signs', async () => {
    // A utility whose law is a neighbour's until its own is activated: both keep the same time.
    await store.db.shared((em) => em.execute(`update utility set pack = 'CA-998-MUTUAL@1', pack_hash = null, calendar_hash = null`));
    const [current, draft] = [loadLaw('CA-998-MUTUAL@1'), loadLaw('CA-998@2')];
    const file = join(folder, `${uniqueName('report')}.json`);
    writeFileSync(file, JSON.stringify(reportOf(current, draft, { current: 10, draft: 10 })));
    const asked = await activate('CA-998@2', file);
    expect(asked).toMatchObject({ exitCode: 0, printed: [{ pack: 'CA-998@2', against: 'CA-998-MUTUAL@1', status: 'asked', askedBy: 'ann' }] });
    const id = String(asked.printed[0]?.['activationId']);
    expect((await pack('sign', id, '--by', 'ann')).complaints).toContain('ann has signed for CA-998@2 already');
    expect((await pack('sign', id, '--by', 'bob')).printed).toMatchObject([{ status: 'stands', inForceAt: '2027-06-01T07:00:00.000Z' }]);
    expect((await pack('versions')).printed).toMatchObject([{ pack: 'CA-998-MUTUAL@1', inForce: true }, { pack: 'CA-998@2', from: '2027-06-01T07:00:00.000Z', inForce: false }]);
  });
});
