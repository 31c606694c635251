import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { zoneOfCourt } from './court-zones.ts';
import { NoCourtFeed, readFeed } from './read-feed.ts';

const shared = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'court-dockets', 'rss', 'nysb.xml');
const ifShared = existsSync(shared) ? it : it.skip;

const feedOf = (...items: string[]) => Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>x</title>${items.join('')}</channel></rss>`, 'latin1');
const item = (title: string, description: string, pubDate = 'Thu, 19 Apr 2018 18:21:31 GMT', link = 'https://ecf.cacb.uscourts.gov/cgi-bin/DktRpt.pl?1') => `<item><title>${title}</title><link>${link}</link><description>${description}</description><pubDate>${pubDate}</pubDate></item>`;

describe("A court's feed", () => {
  ifShared('of New York is read, all 81 items', () => {
    const { entries, passedOver } = readFeed(readFileSync(shared));
    expect([entries.length, passedOver]).toEqual([81, 0]);
    expect(entries[0]).toEqual({ court: 'nysb', docketNumber: '16-10992', number: '5237', dateFiled: null, dateEntered: '2018-04-19', shortDescription: 'Objection', text: null, caseName: '[party]', sources: ['feed'] });
    expect(entries.filter(({ shortDescription }) => /voluntary petition/i.test(shortDescription)).length).toBeGreaterThan(0);
  });

  it('gives the day where the court is, the encoding it declares, and nothing of what is no docket entry', () => {
    const { entries, passedOver } = readFeed(feedOf(item('6:22-bk-13768-SY Jos\u00e9 Kern', 'Type: bk Chapter: 7  [Order Discharging Debtor] ', 'Fri, 20 Apr 2018 05:21:31 GMT'), item('News', 'The court is closed on Friday')));
    expect(entries).toEqual([expect.objectContaining({ court: 'cacb', docketNumber: '6:22-bk-13768', number: null, dateEntered: '2018-04-19', shortDescription: 'Order Discharging Debtor', caseName: 'Jos\u00e9 Kern' })]);
    expect(passedOver).toBe(1);
  });

  it('is refused when it is something else', () => {
    for (const other of ['', '<html><body>Service unavailable</body></html>', '{"rss":1}']) expect(() => readFeed(Buffer.from(other))).toThrow(NoCourtFeed);
  });

  it('knows the zones of courts', () => {
    expect(['cacb', 'nysb', 'ilnb', 'azb', 'flnb', 'zzzb'].map(zoneOfCourt)).toEqual(['America/Los_Angeles', 'America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Chicago', 'America/New_York']);
  });
});
