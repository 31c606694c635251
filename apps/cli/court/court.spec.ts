import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrears } from '../../../test/support/cli.ts';

describe('arrears court', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'arrears-court-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };

  it('reads dockets, passes over what it cannot read, and says so', async () => {
    const docket = { id: 'd1', header: { dateFiled: '2027-01-01' }, entries: [{ dateEntered: '2027-03-01', number: '12', text: 'Order Confirming Chapter 13 Plan' }] };
    const ran = await arrears({}, 'court', 'read', await file('dockets.ndjson', `{"id":\n${JSON.stringify(docket)}\n`));
    expect(ran.printed).toEqual([{ id: 'd1', milestones: [{ kind: 'plan-confirmed', on: '2027-03-01', debtor: 'both', entry: '12', words: 'Order Confirming Chapter 13 Plan', certain: true }] }]);
    expect(ran.complaints).toContain('line 1: is not JSON');
    expect(ran.exitCode).toBe(1);
  });

  it('reads a notice, passes over a mail that is none, and says so', async () => {
    const mail = `From: ecf@ohsb.uscourts.gov\r\nSubject: 2:27-bk-50123 Final Decree\r\nContent-Type: text/plain\r\n\r\nNotice of Electronic Filing\r\nThe following transaction was received from A entered on 3/1/2027 at 8:00 AM EST and filed on 3/1/2027\r\n\r\nCase Name: Kern\r\nCase Number: 2:27-bk-50123\r\nDocument Number: 30\r\n\r\nDocket Text:\r\nFinal Decree. (abc)\r\n`;
    const ran = await arrears({}, 'court', 'nef', await file('private.eml', 'Subject: hello\r\n\r\nSee you'), await file('nef.eml', mail));
    expect(ran.printed).toEqual([
      {
        file: path.join(folder, 'nef.eml'),
        court: 'ohsb',
        contains: [{ docketNumber: '2:27-bk-50123', dateFiled: null, entries: [{ number: '30', dateFiled: '2027-03-01', shortDescription: 'Final Decree' }] }],
        milestones: [{ docketNumber: '2:27-bk-50123', kind: 'closed', on: '2027-03-01', debtor: 'both', entry: '30', words: 'Final Decree', certain: true }],
      },
    ]);
    expect(ran.complaints).toContain('private.eml: is no notice of electronic filing');
    expect(ran.exitCode).toBe(1);
  });
});
