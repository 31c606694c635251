import type { TestApi } from './api.ts';
import { triedAnotherVersion } from './done-what-if.ts';
import { bringTo } from './shut-off-ready.ts';

/** What a path of one operation means where others mean something else by the same name. */
export const idsOfOperation: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  requestBreakerReset: { kind: 'notices' },
  approveBreakerReset: { kind: 'notices' },
  decideDocketReview: { kind: 'dismissed' },
  readRollFile: { kind: 'roll' },
  listMorning: { kind: 'returned-mail' },
};

/** A county in which everything that a path may name is there, and beside it a village. @returns the county's ids, by the name that paths have for them */
export async function namedCounty(api: TestApi): Promise<Record<string, string>> {
  const { store } = api;
  const made = async (path: string, body: Record<string, unknown>, name: string) => {
    const reply = await api.post('supervisor', path, body);
    if (reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return String(reply.body[name]);
  };
  await bringTo('shut-off-ordered', store, ['A1']);
  await store.take(store.item({ topic: 'billing.events', key: Buffer.from('county/A1'), value: Buffer.from('{"half":') }));
  await store.utility('village', '2027-04-01 09:00');
  await store.take(store.opening('V1', 'village'), store.bill('V1', 'B-V1', '2027-03-01', '2027-03-22', 9_000, 'village'));
  await api.post('specialist', '/dockets/entries', {
    court: 'ohsb',
    docketNumber: '2:27-bk-50123',
    caseName: 'Given Name',
    entries: [
      { number: '1', dateFiled: '2027-03-29', dateEntered: '2027-03-30', text: 'Chapter 7 Voluntary Petition Filed by Given Name' },
      { number: '20', dateFiled: '2027-03-31', text: 'Order on Motion to Dismiss Case' },
    ],
  });
  return {
    accountId: 'A1',
    caseId: 'A1.1',
    workOrderId: 'A1.1.w2',
    eventId: 'A1.1#1',
    // The law of this county asks nobody for a second signature.
    interventionId: 'i-none',
    utilityId: 'county',
    court: 'ohsb',
    docketNumber: '2:27-bk-50123',
    entryKey: '20',
    docket: '2:27-bk-50123',
    pack: 'OH-COUNTY@1',
    holdId: await made('/accounts/A1/holds', { reason: 'a hold of the county' }, 'holdId'),
    moratoriumId: await made('/moratoriums', { why: 'weather', area: { districts: ['south'] }, throughOn: null, evidence: 'proclamation-7', reason: 'the county says so' }, 'moratoriumId'),
    whatIfId: await triedAnotherVersion(api),
    seasonId: await made('/tax-roll/seasons', { authority: 'county-auditor', season: '2027' }, 'seasonId'),
    contactId: await made('/accounts/A1/contacts', { channel: 'phone', caller: 'somebody-else', identifiedBy: [], said: 'asks for a call', result: { kind: 'nothing' } }, 'contactId'),
    deadLetterId: String((await api.get('supervisor', '/dead-letters')).body.items?.[0]?.['deadLetterId']),
  };
}
