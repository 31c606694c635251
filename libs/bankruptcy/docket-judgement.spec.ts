import { readingsOf, type ReceivedEntry } from '../docket/index.ts';
import { localDate } from '../kernel/time.ts';
import { judgeDocket, personsReadingSchema, petitionQuestion, type DocketAnswer, type RecordedMilestone } from './docket-judgement.ts';

const entry = (number: string, on: string, text: string | null, shortDescription = ''): ReceivedEntry => ({ court: 'ohsb', docketNumber: '2:27-bk-50123', number, dateFiled: null, dateEntered: localDate(on), shortDescription, text, caseName: 'Ada Kern', sources: ['mail'] });
const petition = entry('1', '2027-01-04', 'Chapter 13 Voluntary Petition Filed by Ada Kern');
const dismissal = entry('20', '2027-03-02', 'Order Dismissing Case');
const motion = entry('22', '2027-03-04', 'Motion to Reconsider Dismissal of Case filed by Debtor');
const dismissed: RecordedMilestone = { entryKey: '20', kind: 'dismissed', on: localDate('2027-03-02'), debtor: 'both' };

const judge = (entries: readonly ReceivedEntry[], answers: readonly DocketAnswer[] = [], recorded: readonly RecordedMilestone[] = []) => judgeDocket(readingsOf('2:27-bk-50123', entries), answers, recorded);
const told = ({ acts, questions }: ReturnType<typeof judge>) => ({ acts: acts.map(({ kind, on }) => `${on} ${kind}`), asked: questions.map(({ kind, entryKey, stands, holds }) => `${entryKey} ${kind}${stands ? ' stands' : ''}${holds ? ' holds' : ''}`) });
const answer = (entryKey: string, kind: DocketAnswer['kind'], given: DocketAnswer['answer'], seenDoubts: readonly string[] = [], reading: DocketAnswer['reading'] = null): DocketAnswer => ({ entryKey, kind, answer: given, seenDoubts, reading });
const doubtsOf = (entries: readonly ReceivedEntry[], kind: string) => readingsOf('2:27-bk-50123', entries).find((reading) => reading.kind === kind)?.doubts ?? [];

describe('What a docket acts on alone (BK-EVENTS, BK-DISMISS)', () => {
  it('is what is certain, the petition first', () => {
    expect(told(judge([dismissal, petition]))).toEqual({ acts: ['2027-01-04 petition', '2027-03-02 dismissed'], asked: [] });
  });

  it('what speaks against a dismissal makes it a question, whichever comes first', () => {
    const asked = { acts: ['2027-01-04 petition'], asked: ['20 dismissed'] };
    expect(told(judge([petition, dismissal, motion]))).toEqual(asked);
    expect(told(judge([motion, dismissal, petition]))).toEqual(asked);
  });

  it('once acted on, a doubt makes it a question that holds', () => {
    expect(told(judge([petition, dismissal, motion], [], [dismissed]))).toEqual({ acts: ['2027-01-04 petition'], asked: ['20 dismissed stands holds'] });
    expect(told(judge([petition], [], [dismissed]))).toEqual({ acts: ['2027-01-04 petition'], asked: ['20 dismissed stands holds'] });
  });

  it('just beside: what only its feed names, or a petition that was acted on, is no such question', () => {
    expect(told(judge([petition, dismissal], [], [dismissed])).asked).toEqual([]);
    expect(told(judge([dismissal], [], [{ ...dismissed, entryKey: '1', kind: 'petition', on: localDate('2027-01-04') }])).asked).toEqual([]);
  });

  it('a dismissal that an order takes back is no question: the stay is back', () => {
    const vacated = entry('25', '2027-03-20', 'Order Vacating Order Dismissing Case');
    expect(told(judge([petition, dismissal, motion, vacated], [], [dismissed]))).toEqual({ acts: ['2027-01-04 petition', '2027-03-20 dismissal-vacated'], asked: [] });
  });

  it('what brings a hold back and is uncertain holds until somebody has looked (BK-REOPEN)', () => {
    const unclear = entry('25', '2027-03-20', 'Order on Motion to Reopen Case');
    expect(told(judge([petition, dismissal, unclear]))).toMatchObject({ asked: ['25 reopened holds'] });
  });
});

describe('What a person answers', () => {
  const doubts = doubtsOf([petition, dismissal, motion], 'dismissed');

  it('“it is so” acts, “it is not so” does not, and neither is asked again', () => {
    expect(told(judge([petition, dismissal, motion], [answer('20', 'dismissed', 'so', doubts)]))).toEqual({ acts: ['2027-01-04 petition', '2027-03-02 dismissed'], asked: [] });
    expect(told(judge([petition, dismissal, motion], [answer('20', 'dismissed', 'not-so', doubts)]))).toEqual({ acts: ['2027-01-04 petition'], asked: [] });
  });

  it('is asked again when something speaks against it that nobody had seen', () => {
    const more = entry('24', '2027-03-09', 'Statement Adjourning Meeting of Creditors');
    expect(told(judge([petition, dismissal, motion, more], [answer('20', 'dismissed', 'so', doubts)], [dismissed])).asked).toEqual(['20 dismissed stands holds']);
  });

  it('a dismissal that was acted on and is none: the stay is back from that very day', () => {
    expect(told(judge([petition, dismissal, motion], [answer('20', 'dismissed', 'not-so', doubts)], [dismissed]))).toEqual({ acts: ['2027-01-04 petition', '2027-03-02 dismissal-vacated'], asked: [] });
  });

  it('another reading takes the place of the machine’s', () => {
    const relief = entry('30', '2027-04-01', 'Order Granting Motion for Relief from Stay');
    const given = personsReadingSchema.parse({ kind: 'stay-relief', on: '2027-04-01', acts: ['shut-off'], waitWaived: true });
    const { acts } = judge([petition, relief], [answer('30', 'stay-relief', 'other', doubtsOf([relief], 'stay-relief'), given)]);
    expect(acts.at(-1)).toMatchObject({ kind: 'stay-relief', acts: ['shut-off'], waitWaived: true });
  });

  it('no word of it frees anything for certain without what it frees', () => {
    expect(personsReadingSchema.safeParse({ kind: 'stay-relief', on: '2027-04-01' }).success).toBe(false);
    expect(personsReadingSchema.safeParse({ kind: 'converted', on: '2027-04-01' }).success).toBe(false);
  });

  it('what protects and has become certain acts, whatever was answered before', () => {
    expect(told(judge([petition], [answer('1', 'petition', 'not-so', ['The words name no chapter, or more than one.'])])).acts).toEqual(['2027-01-04 petition']);
    expect(told(judge([petition, dismissal], [answer('20', 'dismissed', 'not-so')])).acts).toEqual(['2027-01-04 petition']);
  });
});

describe('A petition that no entry tells of', () => {
  const today = localDate('2027-03-10');
  it('is asked for once, and told by a person it acts until an entry tells it', () => {
    const readings = readingsOf('2:27-bk-50123', [dismissal]);
    expect(petitionQuestion(readings, [], today)).toMatchObject({ entryKey: 'petition', kind: 'petition' });
    const looked = answer('petition', 'petition', 'other', [], personsReadingSchema.parse({ kind: 'petition', on: '2027-01-03', chapter: '7' }));
    expect(petitionQuestion(readings, [looked], today)).toBeNull();
    expect(told(judge([dismissal], [looked])).acts).toEqual(['2027-01-03 petition', '2027-03-02 dismissed']);
    expect(told(judge([petition, dismissal], [looked])).acts).toEqual(['2027-01-04 petition', '2027-03-02 dismissed']);
  });
});
