import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { FeedPoller, FeedUnavailable } from './feed-poller.ts';

const rss = (number: number) => `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>27-50001-abc Ada Kern</title><link>https://ecf.ohsb.uscourts.gov/cgi-bin/DktRpt.pl?1</link><description>Type: bk Chapter: 7 [Voluntary Petition (Chapter 7)] (&lt;a href='x'&gt;${number}&lt;/a&gt;)</description><pubDate>Mon, 01 Mar 2027 18:00:00 GMT</pubDate></item></channel></rss>`;

describe("A court's feed, on a real web server", () => {
  let server: Server;
  let asked: IncomingHttpHeaders[];
  let answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void;
  let nowMs: number;
  let taken: ReceivedEntry[];
  const take = async (entries: readonly ReceivedEntry[]) => void taken.push(...entries);
  const poller = () => new FeedPoller({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rss_outside.pl`, leastEveryMs: 300_000, mostBytes: 10_000, now: () => nowMs });

  beforeEach(async () => {
    [asked, taken, nowMs] = [[], [], 0];
    server = createServer((request, response) => {
      asked.push(request.headers);
      answer(response, request.headers);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is fetched, then asked only for what changed', async () => {
    let etag = '"1"';
    answer = (response, { 'if-none-match': known }) => (known === etag ? response.writeHead(304).end() : response.writeHead(200, { etag, 'last-modified': 'Mon, 01 Mar 2027 18:00:00 GMT' }).end(rss(taken.length + 1)));
    const feed = poller();
    expect(await feed.look(take)).toEqual({ notices: 1, entries: 1, refused: [] });
    nowMs += 300_000;
    expect(await feed.look(take)).toEqual({ notices: 0, entries: 0, refused: [] });
    etag = '"2"';
    nowMs += 300_000;
    expect(await feed.look(take)).toEqual({ notices: 1, entries: 1, refused: [] });
    expect(asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
    expect(asked[1]?.['if-modified-since']).toBe('Mon, 01 Mar 2027 18:00:00 GMT');
    expect(taken.map(({ number }) => number)).toEqual(['1', '2']);
  });

  it('is not asked more often than agreed, and not before the court says', async () => {
    answer = (response) => response.writeHead(503, { 'retry-after': '900' }).end();
    const feed = poller();
    await expect(feed.look(take)).rejects.toThrow(FeedUnavailable);
    nowMs += 899_999;
    expect(await feed.look(take)).toBeNull();
    answer = (response) => response.writeHead(200).end(rss(1));
    nowMs += 1;
    expect((await feed.look(take))?.entries).toBe(1);
    nowMs += 299_999;
    expect(await feed.look(take)).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('comes again whole when its entries could not be recorded', async () => {
    answer = (response, { 'if-none-match': known }) => (known ? response.writeHead(304).end() : response.writeHead(200, { etag: '"1"' }).end(rss(1)));
    const feed = poller();
    await expect(feed.look(() => Promise.reject(new Error('the database is away')))).rejects.toThrow('away');
    nowMs += 300_000;
    expect((await feed.look(take))?.entries).toBe(1);
  });

  it('is refused when it is no feed, too large, or nobody answers', async () => {
    answer = (response) => response.writeHead(200).end('<html>maintenance</html>');
    await expect(poller().look(take)).rejects.toThrow('no RSS');
    answer = (response) => response.writeHead(200).end('x'.repeat(20_000));
    await expect(poller().look(take)).rejects.toThrow('more than 10000 bytes');
    const gone = new FeedPoller({ url: 'http://127.0.0.1:9/', now: () => 0 });
    await expect(gone.look(take)).rejects.toThrow(FeedUnavailable);
  });
});
