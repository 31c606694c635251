import { TestApi, type Reply } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('pages', () => {
  let api: TestApi;
  const accounts = Array.from({ length: 23 }, (_, index) => `P${String(index).padStart(2, '0')}`);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('notice-ordered', api.store, accounts);
  });
  afterAll(() => api?.stop());

  async function walk(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Reply['body'][]> {
    const pages: Reply['body'][] = [];
    for (let cursor: unknown = ''; cursor !== null; ) {
      const { status, body } = await api.get('supervisor', `${path}${cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`}`);
      expect({ status, log: api.log.filter((line) => line.includes('error')) }).toEqual({ status: 200, log: [] });
      pages.push(body);
      cursor = body['nextCursor'];
      await between();
    }
    return pages;
  }
  const itemsOf = (pages: Reply['body'][], field: string) => pages.flatMap((page) => (page.items ?? []).map((item) => item[field]));

  it.each([1, 7, 22, 23, 24, 200])('of %d accounts show each account once, in order', async (limit) => {
    const pages = await walk(`/accounts?limit=${limit}`);
    expect(itemsOf(pages, 'accountId')).toEqual(accounts);
    expect(pages).toHaveLength(Math.max(1, Math.ceil(accounts.length / limit)));
  });

  it('of cases keep to their filters', async () => {
    const pages = await walk('/cases?limit=5&status=notice-ordered&held=false&open=true');
    expect(itemsOf(pages, 'caseId')).toEqual(accounts.map((account) => `${account}.1`));
    expect((await walk('/cases?limit=5&status=shut-off')).flatMap((page) => page.items)).toEqual([]);
    expect((await walk('/cases?limit=5&open=false')).flatMap((page) => page.items)).toEqual([]);
  });

  it('of a timeline tell each event once, in the order in which one led to the other', async () => {
    const [whole] = await walk('/cases/P03.1/timeline?limit=200');
    const parts = await walk('/cases/P03.1/timeline?limit=1');
    expect(parts.flatMap((page) => page.items)).toEqual(whole?.items);
    expect((whole?.items ?? []).map((line) => line['type'])).toEqual(['AccountOpened', 'BillIssued', 'PenaltyAssessed', 'CaseOpened', 'NoticeOrdered']);
  });

  it('of the stuck list go on where they stood', async () => {
    await api.store.setClock('2027-03-27 08:00');
    const pages = await walk('/stuck?limit=4');
    expect(itemsOf(pages, 'subject').filter((subject) => String(subject).endsWith('.n1'))).toEqual(accounts.map((account) => `${account}.1.n1`));
  });

  it('neither repeat nor lose what was there when something comes in between', async () => {
    let extra = 0;
    const seen = itemsOf(await walk('/accounts?limit=5', () => api.store.take(api.store.opening(`A${(extra += 1)}`))), 'accountId');
    expect(seen.filter((id) => accounts.includes(String(id)))).toEqual(accounts);
  });

  it.each(['garbage', 'eyJhIjoxfQ', Buffer.from('{"at":"yesterday","rank":0,"streamId":"x","version":1}').toString('base64url')])('refuse the cursor %s', async (cursor) => {
    const reply = await api.get('supervisor', `/cases/P03.1/timeline?cursor=${cursor}`);
    expect(reply.body).toMatchObject({ status: 422, faults: [{ path: 'query.cursor' }] });
  });

  it.each(['0', '201', '-1', '1.5', 'ten', ''])('refuse the limit "%s"', async (limit) => {
    expect((await api.get('supervisor', `/accounts?limit=${limit}`)).body).toMatchObject({ status: 422, faults: [{ path: 'query.limit' }] });
  });
});
