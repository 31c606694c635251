import { caseEventSchemas } from '../../libs/case/case.events.ts';
import { foldCase } from '../../libs/case/evolve.ts';
import type { Intervention } from '../../libs/case/interventions.ts';
import { answerAsked, interveneOrAsk, type SaidOfAsked } from '../../libs/case/second-person.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { secondPersonSchema } from '../../libs/policy/second-person.ts';
import { noticeMailed, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import type { Story, StoryOptions } from '../support/story.ts';

const reason = 'asked for by counsel';
const asking: StoryOptions = { pack: (pack) => ({ ...pack, secondPerson: { interventions: ['CloseCase', 'RewindCase'], rule: 'AUTHORITY' } }) };
const close: Intervention = { type: 'CloseCase', reason };
const wants = (story: Story, when: string, intervention: Intervention, by = 'ann', interventionId = 'i-1') =>
  story.decides(when, (state, context) => interveneOrAsk(intervention, { by, as: 'supervisor', interventionId }, state, context));
const says = (story: Story, when: string, answer: SaidOfAsked['answer'], by: string, interventionId = 'i-1') =>
  story.decides(when, (state, context) => answerAsked({ interventionId, answer, by, reason: 'looked at it' }, state, context));
const begun = (story: Story, intervention: Intervention = close, when = '2027-03-23 10:00'): Story => {
  expect(wants(story, when, intervention)).toBeNull();
  return story;
};

describe('Where the pack asks a second person', () => {
  it('asking is recorded, and nothing is done yet', () => {
    const story = begun(noticeMailed(asking));
    expect(story.since('2027-03-23')).toEqual(['2027-03-23 InterventionAsked']);
    expect(story.sentencesOf('InterventionAsked')).toEqual([`ann: ${reason}`, 'Somebody else has to sign before this: close the case.']);
    expect(story.case).toMatchObject({ status: 'notice-mailed', asked: [{ interventionId: 'i-1', intervention: { type: 'CloseCase' }, by: 'ann', as: 'supervisor', reason }] });
  });

  it('another signs, and it is done in the name of who asked, with who signed', () => {
    const story = begun(noticeMailed(asking));
    expect(says(story, '2027-03-23 11:00', 'signed', 'bob')).toBeNull();
    expect(story.since('2027-03-23')).toEqual(['2027-03-23 InterventionAsked', '2027-03-23 InterventionAnswered', '2027-03-23 CaseClosed']);
    expect(story.last('CaseClosed')?.data).toEqual({ reason: 'by-a-person', by: 'ann', note: reason });
    expect(story.sentencesOf('CaseClosed')).toEqual([`ann: ${reason}`, 'ann asked for it, and bob signed.']);
    expect(story.sentencesOf('InterventionAnswered')).toEqual(['bob: looked at it', 'ann had asked for this: close the case. bob signed.']);
    expect(story.case).toMatchObject({ status: 'closed', asked: [] });
  });

  it('who asked does not sign, and does not refuse: but may withdraw, and nobody else may', () => {
    const story = begun(noticeMailed(asking));
    expect(says(story, '2027-03-23 11:00', 'signed', 'ann')).toBe('AUTHORITY: ann asked for this: somebody else has to sign.');
    expect(says(story, '2027-03-23 11:00', 'refused', 'ann')).toBe('AUTHORITY: ann asked for this, and may withdraw it.');
    expect(says(story, '2027-03-23 11:00', 'withdrawn', 'bob')).toBe('AUTHORITY: ann asked for this: nobody else withdraws it.');
    expect(says(story, '2027-03-23 12:00', 'withdrawn', 'ann')).toBeNull();
    expect(story.case).toMatchObject({ status: 'notice-mailed', asked: [] });
    expect(says(story, '2027-03-23 13:00', 'signed', 'bob')).toBe('AUTHORITY: Nothing called i-1 waits for a signature in case A1.1.');
  });

  it('another refuses, and it may be asked for anew', () => {
    const story = begun(noticeMailed(asking));
    expect(says(story, '2027-03-23 11:00', 'refused', 'bob')).toBeNull();
    expect(story.since('2027-03-23')).toEqual(['2027-03-23 InterventionAsked', '2027-03-23 InterventionAnswered']);
    expect(wants(story, '2027-03-24 10:00', close, 'ann', 'i-2')).toBeNull();
    expect(story.case?.asked?.map(({ interventionId }) => interventionId)).toEqual(['i-2']);
  });

  it('what would be refused now is refused at once, and not asked for', () => {
    const story = shutOffOrdered(asking);
    expect(wants(story, '2027-04-01 08:00', close)).toMatch(/^GEN-EXEC: A crew is out/);
    expect(story.case?.asked).toBeUndefined();
  });

  it('the same is asked for once; something else beside it', () => {
    const story = begun(shutOffPlanned(asking), close, '2027-03-30 10:00');
    expect(wants(story, '2027-03-30 11:00', close, 'bob', 'i-2')).toBe('AUTHORITY: ann has asked for this already, and somebody else has to sign.');
    expect(wants(story, '2027-03-30 11:00', { type: 'RewindCase', reason, to: 'notice' }, 'bob', 'i-2')).toBeNull();
    expect(wants(story, '2027-03-30 11:05', { type: 'RewindCase', reason, to: 'door-tag' }, 'bob', 'i-3')).toBeNull();
    expect(story.case?.asked).toHaveLength(3);
  });

  it('the case goes on by itself meanwhile, and the signature is judged by how it stands then', () => {
    const story = begun(shutOffPlanned(asking), close, '2027-03-30 10:00').at('2027-04-01 07:30');
    expect(story.since('2027-03-30')).toEqual(['2027-03-30 InterventionAsked', '2027-04-01 ShutOffOrdered']);
    const known = story.told.length;
    expect(says(story, '2027-04-01 08:00', 'signed', 'bob')).toMatch(/^GEN-EXEC: A crew is out/);
    expect(story.told.slice(known)).toEqual([]);
    expect(story.case?.asked).toHaveLength(1);
    story.crewCannot('2027-04-01 09:00', 'A1.1.w2', 'no-access');
    expect(says(story, '2027-04-01 10:00', 'signed', 'bob')).toBeNull();
    expect(story.case?.status).toBe('closed');
  });

  it('a case that is paid meanwhile has nothing that waits', () => {
    const story = begun(noticeMailed(asking)).pays('2027-03-24 10:00', 22_000);
    expect(story.case).toMatchObject({ status: 'closed', asked: [] });
    expect(says(story, '2027-03-24 11:00', 'signed', 'bob')).toMatch(/^AUTHORITY: Nothing called i-1 waits/);
  });

  it('a case is taken back only once it is signed, and a hold is placed at once all the while', () => {
    const story = begun(shutOffPlanned(asking), { type: 'RewindCase', reason, to: 'notice' }, '2027-03-30 10:00');
    expect(story.case?.status).toBe('shut-off-planned');
    expect(wants(story, '2027-03-30 10:30', { type: 'PlaceHold', reason: 'until it is signed', untilOn: localDate('2027-03-31') }, 'ann', 'i-2')).toBeNull();
    expect(says(story, '2027-03-30 11:00', 'signed', 'bob')).toBeNull();
    expect(story.last('CaseRewound')?.data).toMatchObject({ to: 'notice', by: 'ann' });
  });

  it('what it does not name is done at once, and so is everything under a pack that asks for nothing', () => {
    const named = shutOffPlanned(asking);
    expect(wants(named, '2027-03-30 10:00', { type: 'RescheduleShutOff', reason, notBeforeOn: localDate('2027-04-12') })).toBeNull();
    expect(named.since('2027-03-30')[0]).toBe('2027-03-30 ShutOffRescheduled');
    const plain = noticeMailed();
    expect(wants(plain, '2027-03-23 10:00', close)).toBeNull();
    expect(plain.since('2027-03-23')).toEqual(['2027-03-23 CaseClosed']);
  });

  it('what is done to many cases has its second person already', () => {
    const story = noticeMailed(asking);
    const bulk = { bulkId: 'bulk-1', approvedBy: 'bob' };
    expect(story.decides('2027-03-23 10:00', (state, context) => interveneOrAsk(close, { by: 'ann', interventionId: 'bulk-1.A1.1', bulk }, state, context))).toBeNull();
    expect(story.case?.status).toBe('closed');
  });

  it('a version that asks for nothing any more leaves what was asked for to be signed', () => {
    const story = begun(noticeMailed({ ...asking, versions: [{ from: '2027-03-24', pack: ({ secondPerson: _none, ...pack }) => ({ ...pack, version: 9 }) }] }));
    expect(says(story, '2027-03-25 10:00', 'signed', 'bob')).toBeNull();
    expect(story.case?.status).toBe('closed');
  });
});

it('a stream from before there was such a thing is read as it was', () => {
  const story = noticeMailed();
  const events = story.decided.flatMap(({ decision }) => ('at' in decision ? [decision] : []));
  for (const { type, data } of events) expect(() => caseEventSchemas[type].parse(data)).not.toThrow();
  expect(foldCase(events)).not.toHaveProperty('asked');
});

it('of the packs, the city asks it for closing a case and for taking it back', () => {
  const asked = ['OH-COUNTY@1', 'OH-COUNTY@2', 'CA-998@1', 'CA-998@2', 'CA-998-MUTUAL@1', 'CA-998-CITY@1'].map((id) => [id, loadLaw(id).pack.secondPerson?.interventions ?? []]);
  expect(asked.filter(([, interventions]) => interventions?.length)).toEqual([['CA-998-CITY@1', ['CloseCase', 'RewindCase']]]);
});

it('no pack can have what protects a customer wait for a signature', () => {
  for (const protects of ['PlaceHold', 'RescheduleShutOff']) expect(secondPersonSchema.safeParse({ interventions: [protects], rule: 'AUTHORITY' }).success).toBe(false);
});
