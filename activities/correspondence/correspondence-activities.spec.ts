import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { advanceCases, recordDeliveryReport, sweep, type Outlook } from '../../libs/store/index.ts';
import { bringAll, bringTo } from '../../test/support/shut-off-ready.ts';
import { TestStore } from '../../test/support/store.ts';
import { createCorrespondenceActivities, type CorrespondenceActivities } from './correspondence-activities.ts';
import { FolderPrinter } from './folder-printer.ts';
import { MailRefused, type NoticeMail } from './notice-mailer.ts';
import { SentMail } from './sent-mail.ts';

describe('A letter that was printed', () => {
  let store: TestStore;
  let folder: string;
  let office: CorrespondenceActivities;
  let printer: FolderPrinter;

  beforeAll(async () => {
    store = await TestStore.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    printer = new FolderPrinter(folder);
    office = createCorrespondenceActivities({ db: store.db, printer });
    await bringTo('notice-ordered', store, ['A1', 'A2', 'A3', 'A4', 'A5']);
  });
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  const print = (account: string) => office.printLetter({ utilityId: 'county', caseId: `${account}.1`, noticeId: `${account}.1.n1` });
  const files = async (account: string) => (await readdir(folder)).filter((name) => name.startsWith(`${account}.`)).sort();
  const outlook = async (account: string) => (await advanceCases(store.db, 'county', [`${account}.1`], 'test')).get(`${account}.1`) as Outlook;
  const paid = { amountCents: 22_000, tender: 'cash', channel: 'counter' } as const;
  const petition = (account: string) => store.take(store.fact(null, '2027-03-20 10:00', 'PetitionFiled', { docket: `27-${account}`, chapter: '13', accountIds: [account] }));

  it('and is forbidden before it is mailed leaves the post again, and its process is told when that is done', async () => {
    expect(await print('A1')).toBe('printed');
    // From the bill to the letter, through the sweep and the deadline that ordered it, one chain.
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toMatchObject({ correlationId: '/test#bill-B-A1' });
    await petition('A1');
    expect((await outlook('A1')).obligations).toMatchObject([{ key: 'A1.1.n1', kind: 'letter' }]);
    await store.rows(`delete from outbox`);
    expect([await print('A1'), await print('A1')]).toEqual(['withdrawn', 'not-wanted']);
    expect(await files('A1')).toEqual(['A1.1.n1@county.json']);
    expect(JSON.parse(await readFile(path.join(folder, 'A1.1.n1@county.json'), 'utf8'))).toMatchObject({ withdrawnOn: '2027-03-20' });
    expect((await outlook('A1')).obligations).toEqual([]);
    expect(await store.rows(`select kind, stream from outbox`)).toEqual([{ kind: 'nudge', stream: 'A1.1' }]);
  });

  it('leaves it also when the case has closed, so that its process stays for that', async () => {
    await print('A2');
    await store.take(store.fact('A2', '2027-03-20 10:00', 'PaymentReceived', { paymentId: 'P2', ...paid }));
    expect(await outlook('A2')).toMatchObject({ isOpen: false, status: 'closed', obligations: [{ key: 'A2.1.n1', kind: 'letter' }] });
    expect(await print('A2')).toBe('withdrawn');
    expect(await outlook('A2')).toMatchObject({ isOpen: false, status: 'closed', obligations: [] });
  });

  it('while it was forbidden does not stay there either', async () => {
    const slow = createCorrespondenceActivities({
      db: store.db,
      printer: {
        withdraw: (letter, on) => printer.withdraw(letter, on),
        print: async (slip, write) => {
          await petition('A3');
          return printer.print(slip, write);
        },
      },
    });
    expect(await slow.printLetter({ utilityId: 'county', caseId: 'A3.1', noticeId: 'A3.1.n1' })).toBe('withdrawn');
    expect(await files('A3')).toEqual(['A3.1.n1@county.json']);
  });

  it('and mailed stays what it is, whoever asks again', async () => {
    await print('A4');
    await store.take(store.fact('A4', '2027-03-20 10:00', 'NoticeMailed', { noticeId: 'A4.1.n1', mailedOn: '2027-03-20' as never, proof: 'piece-4' }));
    expect(await print('A4')).toBe('not-wanted');
    expect(await files('A4')).toEqual(['A4.1.n1@county.json', 'A4.1.n1@county.pdf']);
  });

  it('is voided for an earlier case too, when the next one has opened since', async () => {
    await print('A5');
    await store.take(store.fact('A5', '2027-03-20 10:00', 'PaymentReceived', { paymentId: 'P5', ...paid }));
    await store.setClock('2027-03-21 06:00');
    await store.take(store.fact('A5', '2027-03-21 06:00', 'PaymentReturned', { paymentId: 'P5', reason: 'R01' }));
    for (let after: string | null = ''; after !== null; ) after = (await sweep(store.db, 'county', { limit: 500, after })).next;
    expect(await store.rows(`select case_id from case_record where account_id = 'A5' and status <> 'closed'`)).toEqual([{ case_id: 'A5.2' }]);
    expect(await outlook('A5')).toMatchObject({ isOpen: false, status: 'closed', obligations: [{ key: 'A5.1.n1' }] });
    expect(await print('A5')).toBe('withdrawn');
    expect(await files('A5')).toEqual(['A5.1.n1@county.json']);
  });
});

describe('A notice to a customer who chose e-mail', () => {
  let store: TestStore;
  let folder: string;
  const mails: NoticeMail[] = [];
  let answer: () => Promise<void> = async () => undefined;
  let office: CorrespondenceActivities;

  beforeAll(async () => {
    store = await TestStore.open();
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    const mailer = { send: (mail: NoticeMail) => answer().then(() => void mails.push(mail)) };
    office = createCorrespondenceActivities({ db: store.db, printer: new FolderPrinter(folder), eMail: { mailer, sent: new SentMail(folder) } });
    await bringAll({ 'past-due': ['E1', 'E2', 'E3', 'E4'] }, store);
    const customer = { name: 'A. Customer', mailingAddress: '1 Elm St', premiseAddress: '1 Elm St' };
    for (const account of ['E1', 'E2', 'E3', 'E4']) {
      const reached = account === 'E2' ? customer : { ...customer, eMail: `${account}@example.org` };
      await store.take(store.fact(account, '2027-03-08 09:00', 'AccountChanged', { noticesBy: 'e-mail', customer: reached }));
    }
    await store.setClock('2027-03-20 08:00');
    await advanceCases(store.db, 'county', ['E1.1', 'E2.1', 'E3.1', 'E4.1'], 'test');
  });
  afterAll(async () => {
    await store.stop();
    await rm(folder, { recursive: true });
  });

  const send = (account: string, number = 1) => office.printLetter({ utilityId: 'county', caseId: `${account}.1`, noticeId: `${account}.1.n${number}` });
  const notices = async (account: string) =>
    (await store.rows<{ body: string }>(`select body from case_event where case_id = '${account}.1' and type in ('NoticeOrdered', 'NoticeWithdrawn') order by version`)).map(({ body }) => {
      const { event } = JSON.parse(body) as { event: { type: string; data: { noticeId: string; channel?: string; undelivered?: string } } };
      return `${event.type} ${event.data.noticeId} ${event.data.channel ?? event.data.undelivered ?? 'letter'}`;
    });

  it('goes by e-mail once, with the letter beside it, however often it is asked for', async () => {
    expect([await send('E1'), await send('E1')]).toEqual(['e-mailed', 'e-mailed']);
    expect(mails.map(({ key, to }) => `${key} ${to}`)).toEqual(['E1.1.n1@county E1@example.org']);
    expect(mails[0]?.letter.text).toContain('You have the right to dispute the bill');
    expect(JSON.parse(await readFile(path.join(folder, 'E1.1.n1@county.json'), 'utf8'))).toMatchObject({ channel: 'e-mail', paper: { document: 'disconnect-notice' } });
  });

  it('begins to count when its server reports it delivered, and that once', async () => {
    const report = { utilityId: 'county', noticeId: 'E1.1.n1', outcome: 'delivered', status: '2.0.0' } as const;
    expect([await recordDeliveryReport(store.db, report), await recordDeliveryReport(store.db, report)]).toEqual([true, false]);
    expect(await store.rows(`select state->>'status' as status, state->'notice'->>'mailedOn' as on from case_record where case_id = 'E1.1'`)).toEqual([{ status: 'notice-mailed', on: '2027-03-20' }]);
    expect(await recordDeliveryReport(store.db, { ...report, noticeId: 'X9.1.n1' })).toBe(false);
  });

  it('goes by letter when there is no address on file', async () => {
    expect(await send('E2')).toBe('bounced');
    expect(await notices('E2')).toEqual(['NoticeOrdered E2.1.n1 e-mail', 'NoticeWithdrawn E2.1.n1 bounced', 'NoticeOrdered E2.1.n2 letter']);
    expect(await send('E2', 2)).toBe('printed');
  });

  it('goes by letter when its server refuses it for good', async () => {
    answer = () => Promise.reject(new MailRefused('E3.1.n1@county', 550));
    expect(await send('E3')).toBe('bounced');
    expect((await notices('E3')).at(-1)).toBe('NoticeOrdered E3.1.n2 letter');
    answer = async () => undefined;
  });

  it('waits on the stuck list where no mail server is known', async () => {
    const without = createCorrespondenceActivities({ db: store.db, printer: new FolderPrinter(folder) });
    await expect(without.printLetter({ utilityId: 'county', caseId: 'E4.1', noticeId: 'E4.1.n1' })).rejects.toThrow(/set ARREARS_SMTP_URL/);
  });
});
