import { noteOperations, recordAttempt, workOnBulk } from '../../libs/store/index.ts';
import type { TestApi } from './api.ts';
import { triedAnotherVersion } from './done-what-if.ts';
import { bringAll, type Stage } from './shut-off-ready.ts';

/** How many accounts stand where: `P1` is the first of those whose lock-off is planned. */
const counts: Record<Stage, readonly [letter: string, count: number]> = {
  'past-due': ['D', 5],
  'notice-ordered': ['N', 4],
  'notice-mailed': ['M', 6],
  'door-tag-ordered': ['T', 3],
  'shut-off-planned': ['P', 6],
  'shut-off-ordered': ['S', 5],
};

const names = ['Rosa Delgado', 'Otis Whitfield', 'Mei-Ling Chau', 'Henrik Aaland', 'Fatima Yusuf', 'Pat Novak', 'Dolores Kim', 'Samuel Okafor', 'Ines Baptiste', 'Walter Grube', 'Lan Tran', 'Agnes Moreau', 'Bridget O’Hara'];
const streets = ['Elm Street', 'Canal Road', 'Orchard Avenue', 'Second Street', 'Mill Lane'];

/** 2027-04-01, nine in the morning: a county with something on every screen. */
export const deskMorning = '2027-04-01 09:00';

/**
 * Fills the county of an API that `TestApi.open(deskMorning, …)` opened, through the real store and routes.
 * @param called what somebody of that name is called instead @returns the ids that screens are opened by
 */
export async function fillDesk(api: TestApi, { called = (name: string) => name, said = 'caller is on the phone and sends a bank receipt' } = {}): Promise<Record<string, string>> {
  const { store } = api;
  const accounts = Object.fromEntries(Object.entries(counts).map(([stage, [letter, count]]) => [stage, Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)]));
  const everybody = Object.values(accounts).flat();
  store.customerOf = (account) => {
    const place = Math.max(0, everybody.indexOf(account));
    const address = `${12 + place * 7} ${streets[place % streets.length] as string}`;
    return { name: called(names[place % names.length] as string), mailingAddress: `${address}, Marion Falls OH 43000`, premiseAddress: address };
  };
  await bringAll(accounts, store);
  await recordAttempt(store.db, 'county', 'N1.1.n1', 'the printer is out of paper');
  await store.take(
    store.fact('S1', deskMorning, 'WorkOrderNotCompleted', { workOrderId: 'S1.1.w2', result: 'vacant', crewId: 'crew-7' }),
    store.fact('M1', '2027-03-30 10:00', 'PaymentReceived', { paymentId: 'pay-M1', amountCents: 8_000, tender: 'check', channel: 'counter', confirmation: 'K-2001' }),
    store.fact('M1', '2027-04-01 08:30', 'PaymentReturned', { paymentId: 'pay-M1', reason: 'insufficient funds' }),
  );
  await store.take(store.item({ topic: 'billing.events', key: Buffer.from('county/D5'), value: Buffer.from('{"specversion":"1.0","half":') }));
  await store.take(store.fact(null, deskMorning, 'PetitionFiled', { docket: '27-30077', chapter: '13', accountIds: ['P6'] }));
  await api.post('supervisor', '/cases/P2.1/interventions', { type: 'PlaceHold', reason: said, untilOn: '2027-04-08' });
  await api.post('specialist', '/accounts/M2/arrangements', { instalments: 3, firstDueOn: '2027-04-12' });
  const call = { channel: 'phone', caller: 'customer', identifiedBy: ['account-number'], said: 'asks how the last bill came about' };
  await api.post('specialist', '/accounts/M3/contacts', { ...call, result: { kind: 'callback', on: '2027-04-01' } });
  await api.post('specialist', '/dockets/entries', {
    court: 'ohsb',
    docketNumber: '2:27-bk-50123',
    caseName: 'Rosa Delgado',
    entries: [
      { number: '1', dateFiled: '2027-03-29', dateEntered: '2027-03-30', text: 'Chapter 7 Voluntary Petition Filed by Rosa Delgado' },
      { number: '20', dateFiled: '2027-03-31', text: 'Order on Motion to Dismiss Case' },
    ],
  });
  const season = await api.post('supervisor', '/tax-roll/seasons', { authority: 'county-auditor', season: '2027' });
  const [message] = (await api.get('supervisor', '/dead-letters')).body.items ?? [];
  await noteOperations(store.db, 'county');
  return { whatIf: await triedAnotherVersion(api), season: String(season.body['seasonId']), message: String(message?.['deadLetterId']), bulk: await askedInManyCases(api) };
}

/** An intervention in many cases that was looked at and waits for a second person. */
async function askedInManyCases(api: TestApi): Promise<string> {
  const caseIds = ['M3.1', 'M4.1', 'P3.1', 'S2.1', 'S3.1'];
  const { bulkId } = (await api.post('supervisor', '/bulks', { wish: { type: 'CloseCase', reason: 'the district was sold to the village' }, chosen: { caseIds } })).body as { bulkId?: string };
  while ((await workOnBulk(api.store.db, 'county', String(bulkId)))?.kind === 'went-on');
  return String(bulkId);
}
