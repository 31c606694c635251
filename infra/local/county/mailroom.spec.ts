import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '../../../libs/kernel/time.ts';
import { countyOf } from './county.ts';
import { Mailroom } from './mailroom.ts';

describe('The mailroom of the sample county', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const lies = (noticeId: string, more: object = {}) => {
    writeFileSync(join(folder, `${noticeId}.pdf`), '');
    writeFileSync(join(folder, `${noticeId}.json`), JSON.stringify({ utilityId: 'county', accountId: 'A1', noticeId, idempotencyKey: noticeId, ...more }));
  };
  const told = (room: Mailroom) => {
    room.collect();
    return room.mail(instant('2027-03-11T18:00:00Z')).map(({ id, type, data }) => ({ id, type, data }));
  };

  it('mails letters, brings notices to the units of occupants, posts those that go on a door, and leaves the papers of crews to them', () => {
    lies('A1.1.n1');
    lies('A1.1.o1', { unitId: 'Apt 1' });
    lies('A1.1.o2', { unitId: 'Apt 2', channel: 'posting' });
    lies('A1.1.w1', { channel: 'crew' });
    lies('B1.1.n1', { utilityId: 'village' });
    const room = new Mailroom(folder, countyOf({ utilityId: 'county', seed: 1 }));
    expect(told(room)).toEqual([
      { id: 'A1.1.n1/mailed', type: 'arrears.notice-mailed.v1', data: { noticeId: 'A1.1.n1', mailedOn: '2027-03-11', proof: expect.any(String) } },
      { id: 'A1.1.o1/delivered', type: 'arrears.occupant-notice-delivered.v1', data: { noticeId: 'A1.1.o1', unitId: 'Apt 1', deliveredOn: '2027-03-11', proof: expect.any(String) } },
      { id: 'A1.1.o2/delivered', type: 'arrears.occupant-notice-delivered.v1', data: { noticeId: 'A1.1.o2', unitId: 'Apt 2', deliveredOn: '2027-03-11', proof: expect.any(String), postedOnDoor: true } },
    ]);
    expect(told(room)).toEqual([]);
  });
});
