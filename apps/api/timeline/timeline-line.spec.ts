import { z } from 'zod';
import { accountEventSchemas, type AccountEventType } from '../../../libs/account/account.events.ts';
import { loadLaw } from '../../../libs/policy/load.ts';
import type { TimelineEntry } from '../../../libs/store/read/index.ts';
import { freeTextsOf, withText } from '../../../test/support/request-examples.ts';
import { lineOf } from './timeline-line.ts';

type Schema = Parameters<typeof freeTextsOf>[0];

const at = '2027-04-01T13:00:00Z';
const name = 'Pat Novak of 12 Elm Street';
const { calendar } = loadLaw('OH-COUNTY@1');
const entryOf = (type: AccountEventType, data: unknown) => ({ eventId: 'e1', stream: 'account', place: { at, since: 0, rank: 0, streamId: 'A1', version: 1 }, stored: { event: { type, id: 'e1', effectiveAt: at, recordedAt: at, data }, cause: 'c', correlationId: 'c' } }) as unknown as TimelineEntry;
const schemaOf = (type: AccountEventType) => z.toJSONSchema(accountEventSchemas[type], { io: 'input', unrepresentable: 'any' }) as unknown as Schema;

/** Names, addresses and sentences may have 2,000 characters; ids, words of a list and numbers of telephones are shorter. */
const isWrittenFreely = (schema: Schema, field: string) => JSON.stringify(schema.properties?.[field]).includes('"maxLength":2000');
const written = (Object.keys(accountEventSchemas) as AccountEventType[]).flatMap((type) => {
  const schema = schemaOf(type);
  return freeTextsOf(schema)
    .filter(({ place }) => isWrittenFreely(schema, String(place[0])))
    .map(({ place, body }) => [type, place.join('.'), withText(body, place, name)] as const);
});
/** Written by a check of the message, which names nobody. */
const byItself = ['MessageParked'];

describe('a line of a timeline', () => {
  it('is looked through with every field that somebody may write into', () => {
    expect(written.length).toBeGreaterThan(30);
  });

  it.each(written.filter(([type]) => !byItself.includes(type)))('of %s says nothing of its %s to who sees no customers', (type, _place, data) => {
    expect(JSON.stringify(lineOf(entryOf(type, data), calendar, false))).not.toMatch(/Pat Novak|Elm Street/);
  });

  it('tells it to everybody else', () => {
    const data = { noticeId: 'n1', reason: name };
    expect(lineOf(entryOf('NoticeBounced', data), calendar, true)).toMatchObject({ data });
    expect(lineOf(entryOf('NoticeReturned', data), calendar, true).says).toBe(`Notice n1 came back: ${name}`);
  });

  it('with nothing written into it is as it is', () => {
    expect(lineOf(entryOf('NoticeReturned', { noticeId: 'n1', reason: '' }), calendar, false)).toMatchObject({ says: 'Notice n1 came back: ' });
  });
});
