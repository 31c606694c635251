import { describe, expect, it } from '@jest/globals';
import { docketSchema } from './docket.ts';
import { readDocket } from './index.ts';

/** Entries a month apart, numbered from 1; an entry may bring its own day and number. */
function docketOf(...texts: (string | { text: string; on?: string; number?: string | null })[]) {
  return docketSchema.parse({
    id: 'made-up',
    entries: texts.map((entry, index) => {
      const { text, on, number } = typeof entry === 'string' ? { text: entry, on: undefined, number: undefined } : entry;
      return { text, number: number === undefined ? String(index + 1) : number, dateFiled: null, dateEntered: on ?? `2027-${String(index + 1).padStart(2, '0')}-10` };
    }),
  });
}

/** What the reading says, short: "dismissed both", with "?" where it is not certain. */
function read(...texts: Parameters<typeof docketOf>): string[] {
  return readDocket(docketOf(...texts)).map(({ kind, debtor, certain }) => `${kind} ${debtor}${certain ? '' : '?'}`);
}

const petition = 'Chapter 13 Voluntary Petition. Fee Amount $313 Filed by Ada Kern, Joint Debtor Otto Kern (Stone, Mary)';
const alone = 'Chapter 7 Voluntary Petition. Fee Amount $338. Filed by Ada Kern. (Stone, Mary)';

describe('Given the wordings of many courts, a docket is read into milestones', () => {
  const plain: [string, string][] = [
    ['Voluntary Petition (Chapter 7). Fee Amount $338 Filed by Ada Kern', 'petition debtor'],
    ['VOLUNTARY PETITION under chapter 13 filed by debtor. All Schedules and Statements filed.', 'petition both'],
    ['Involuntary Petition (Chapter 7) against Ada Kern. Fee Amount $338', 'petition both'],
    ['Emergency Chapter 13 Voluntary Petition', 'petition both'],
    ['Chapter 12 Petition. Receipt number 5512', 'petition both'],
    ['Order Dismissing Case', 'dismissed both'],
    ['Order Dismissing Chapter 13 Case with Prejudice for 180 days (related document(s)[31] Motion to Dismiss Case)', 'dismissed both'],
    ["Order Granting Trustee's Motion to Dismiss Case for Failure to Make Plan Payments (Related Doc # 31)", 'dismissed both'],
    ['ORDER GRANTING 31 MOTION TO DISMISS CASE FILED BY TRUSTEE. Signed on 6/3/2027', 'dismissed both'],
    ["Agreed Order Dismissing Debtor's Case", 'dismissed both'],
    ['Order of Dismissal of Chapter 7 Case for Failure to Pay Filing Fee', 'dismissed both'],
    ['ORDER and notice of dismissal for failure to file schedules, statements, and/or plan - Debtor Dismissed. (BNC)', 'dismissed both'],
    ['Order Granting Application for Voluntary Dismissal of Case', 'dismissed both'],
    ['Order Denying Confirmation of Plan and Dismissing Case', 'dismissed both'],
    ['Order Dismissing Case as to Joint Debtor only', 'dismissed joint'],
    ['Order Dismissing Both Debtors', 'dismissed both'],
    ['Order Vacating Dismissal', 'dismissal-vacated both'],
    ['Order Vacating Order Dismissing Case (RE: related document(s)31 Order Dismissing Case)', 'dismissal-vacated both'],
    ['Order Granting Motion to Vacate Order Dismissing Case and Reinstating Case', 'dismissal-vacated both'],
    ['Order Granting Motion to Reinstate Case (Related Doc # 40)', 'dismissal-vacated both'],
    ['Order Setting Aside Dismissal', 'dismissal-vacated both'],
    ['Order Reinstating Chapter 13 Case', 'dismissal-vacated both'],
    ['Order Discharging Debtor(s)', 'discharged both'],
    ['Order of Discharge', 'discharged both'],
    ['DISCHARGE OF DEBTOR(S)', 'discharged both'],
    ['Discharge of Joint Debtor Otto Kern', 'discharged joint'],
    ['Order Discharging Debtor After Completion of Chapter 13 Plan', 'discharged both'],
    ['Order Granting Discharge to Debtor', 'discharged both'],
    ['Chapter 13 Discharge. (Admin.)', 'discharged both'],
    ['Order Denying Discharge', 'discharge-denied both'],
    ["Judgment Denying Debtor's Discharge in Adversary 26-2031", 'discharge-denied both'],
    ['Order Approving Waiver of Discharge', 'discharge-denied both'],
    ['Order Revoking Discharge of Debtor', 'discharge-denied both'],
    ['Order Converting Case to Chapter 7. Trustee Jane Roe removed', 'converted both'],
    ["Order Granting Debtor's Motion to Convert Case from Chapter 13 to Chapter 7", 'converted both'],
    ['Order Granting Motion to Convert Chapter 11 Case to Chapter 7', 'converted both'],
    ["Debtor's Notice of Conversion to Chapter 7. Fee Amount $25", 'converted both'],
    ['Notice of Voluntary Conversion from Chapter 13 to Chapter 7', 'converted both'],
    ['Order Confirming Chapter 13 Plan', 'plan-confirmed both'],
    ["Order Confirming Debtors' Second Amended Joint Plan of Reorganization", 'plan-confirmed both'],
    ['Findings of Fact, Conclusions of Law, and Order Confirming Plan', 'plan-confirmed both'],
    ['Order Approving Disclosure Statement and Confirming Plan', 'plan-confirmed both'],
    ['Order Granting Motion for Relief from Stay (Related Doc # 22)', 'stay-relief both'],
    ['Order Lifting the Automatic Stay as to 2019 Ford', 'stay-relief both'],
    ['Order Terminating Automatic Stay', 'stay-relief both'],
    ['Order Granting Motion to Reopen Chapter 7 Case', 'reopened both'],
    ['Order Reopening Case to Add Creditors', 'reopened both'],
    ['Bankruptcy Case Reopened', 'reopened both'],
    ['Bankruptcy Case Closed', 'closed both'],
    ['Final Decree', 'closed both'],
    ['Order Closing Case', 'closed both'],
    ['Order Granting Motion for Final Decree', 'closed both'],
    ['Case Closed. (clerk)', 'closed both'],
  ];
  it.each(plain)('%s', (text, milestone) => {
    expect(read(text)).toEqual([milestone]);
  });

  const nothing: string[] = [
    "Trustee's Motion to Dismiss Case for Failure to Make Plan Payments",
    'Notice of Motion and Motion to Dismiss Case',
    'Notice of Hearing on Motion to Dismiss Case',
    'Order to Show Cause Why Case Should Not Be Dismissed',
    'Order Setting Hearing on Motion to Dismiss Case',
    'Order Denying Motion to Dismiss Case',
    'Order Withdrawing Motion to Dismiss Case',
    'Order Dismissing Motion for Relief from Stay as Moot',
    'Order Dismissing Adversary Proceeding',
    'Order Dismissing Objection to Claim 4',
    'Order Dismissing Appeal',
    'Order Granting Motion to Dismiss Adversary Proceeding',
    'Order Granting Motion to Dismiss Complaint',
    'Proposed Order Dismissing Case',
    '(Proposed) Order Dismissing Case',
    'Order Upload: Order Dismissing Case',
    'Notice of Lodgment of Order Dismissing Case',
    'Received UNSIGNED Order Dismissing Case',
    'BNC Certificate of Notice - Order Dismissing Case. Service Date 06/05/2027. (Admin.)',
    'Certificate of Service re: 31 Order Dismissing Case',
    'Order Dismissing Case **ENTERED IN ERROR**',
    'ENTERED IN ERROR: Order Discharging Debtor',
    '(PLEASE DISREGARD DOCKET ENTRY) Order Converting Case to Chapter 7',
    'Minutes of Hearing: motion to dismiss granted, case dismissed',
    'Tentative Ruling: grant motion to dismiss case',
    'Hearing Held. Case dismissed; order to follow',
    'Notice of Deadline to Correct Filing Deficiency to Avoid Dismissal of Case Without Further Notice',
    'Notice That Case May Be Dismissed',
    'Notice of Voluntary Dismissal of Motion to Sell',
    'Order Discharging Trustee',
    'Order Approving Final Account and Discharging Chapter 13 Trustee',
    'Order Discharging Order to Show Cause',
    'Order Discharging Receiver',
    'Final Report and Application to Close Case and Discharge Trustee',
    'Discharge Requested, Chapter 7',
    "Debtor's Certification Regarding Discharge",
    'Motion for Entry of Discharge',
    'Notice of Requirement to File Certificate before Discharge',
    'Order Extending Time to Object to Discharge',
    'Objections to Discharge due by 06/05/2027',
    'Order Vacating Discharge',
    "Order Denying Trustee's Complaint Objecting to Discharge",
    'Judgment Determining Debt Nondischargeable',
    'Motion to Convert Case from Chapter 13 to Chapter 7',
    'Order Denying Motion to Convert Case',
    'Order Denying Confirmation of Chapter 13 Plan',
    'Objection to Confirmation of Plan',
    'Order Confirming Sale of Real Property',
    'Order Confirming Arbitration Award',
    'Order Setting Confirmation Hearing',
    'Motion for Relief from Stay',
    'Order Denying Motion for Relief from Stay',
    'Order Extending Automatic Stay',
    'Order Imposing Automatic Stay',
    'Order Granting Motion to Extend Automatic Stay',
    'Order Granting Motion for Stay Pending Appeal',
    'Motion to Reopen Case',
    'Order Denying Motion to Reopen Case',
    'Order Reopening Adversary Proceeding',
    'Adversary Case 1:26-ap-2031 Closed',
    'Order Vacating Order Dismissing Adversary Proceeding',
    'Amended Voluntary Petition',
    'Receipt of Voluntary Petition (Chapter 7)(27-10001) [misc,volp7] ( 338.00)',
    'Order Transferring Case to Another Division within the District',
    'Order Granting Motion to Pay Pre-Petition Wages',
    'Previous Dismissal. Chapter: 13. Case Number: 26-27085. Date of Previous Dismissal: 12/29/2026',
    "Notice of Debtor's Prior Filings: 26-29400 Ch13, Dismissed for failure to make plan payments on 10/18/2026",
    'Order Granting Leave to File Motion to Dismiss Case',
  ];
  it.each(nothing)('nothing happened by: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  const forAPerson: [string, string][] = [
    ['Order Dismissing Case unless Debtor Files Schedules by 6/5/2027', 'dismissed both?'],
    ['Order Granting Motion to Convert or Dismiss Case', 'dismissed both?'],
    ['Order on Motion to Dismiss Case', 'dismissed both?'],
    ['Amended Order Dismissing Case', 'dismissed both?'],
    ['Order of Dismissal', 'dismissed both?'],
    ['Notice of Dismissal', 'dismissed both?'],
    ['So Ordered Stipulation Dismissing Case', 'dismissed both?'],
    ['Order Granting in Part Motion for Relief from Stay', 'stay-relief both?'],
    ['Order Granting in part, Denying in part motion for relief from automatic stay', 'stay-relief both?'],
    ['Agreed Order Conditioning Motion for Relief from Stay', 'stay-relief both?'],
    ['Order Granting Motion for Entry of Discharge', 'discharged both?'],
    ['Order on Motion to Convert Case to Chapter 7', 'converted both?'],
    ['Case Closed Without Discharge', 'discharge-denied both?'],
  ];
  it.each(forAPerson)('a person decides on: %s', (text, milestone) => {
    expect(read(text)).toContain(milestone);
  });
});

describe('What loosens a protection is certain only when nothing speaks against it (GEN-PROTECT)', () => {
  const dismissal = 'Order Dismissing Case';

  it('is certain when the docket ends there', () => {
    expect(read(petition, dismissal)).toEqual(['petition both', 'dismissed both']);
  });

  it.each(['Order Vacating Order Dismissing Case', 'Motion to Reinstate Case', 'Motion to Reconsider Order Dismissing Case', 'Notice of Appeal of Order Dismissing Case', 'Order Confirming Chapter 13 Plan', 'Chapter 13 Plan', 'Statement Adjourning Meeting of Creditors to 5/5/2027', 'Order Granting Motion for Stay Pending Appeal', 'Corrective Entry: entered in error (RE: 2 Order Dismissing Case)'])(
    'is not when this follows: %s',
    (text) => {
      expect(read(petition, dismissal, text)).toContain('dismissed both?');
    },
  );

  it('is again when the motion to take it back was denied', () => {
    expect(read(petition, dismissal, 'Motion to Reinstate Case', 'Order Denying Motion to Reinstate Case (Related Doc # 3)')).toContain('dismissed both');
  });

  it.each(['BNC Certificate of Notice - Order Dismissing Case (RE: 2)', 'Notice of Dismissal; Notice That All Pending Hearings Are Vacated', "Chapter 13 Trustee's Final Report - Dismissed Case"])('stays so when this follows: %s', (text) => {
    expect(read(petition, dismissal, text)).toContain('dismissed both');
  });

  it('finds the motion that an order grants by its number', () => {
    expect(read(petition, "Trustee's Motion to Dismiss Case", 'Order Granting Motion to Dismiss (Related Doc # 2)')).toContain('dismissed both');
    expect(read(petition, 'Motion to Dismiss Count Three', 'Order Granting Motion to Dismiss (Related Doc # 2)')).toContain('dismissed both?');
  });

  it('finds the dismissal that an order takes back by its number', () => {
    expect(read(petition, dismissal, 'Expedited Motion to Vacate (Re: 2 Order Dismissing Case)', 'Order Granting Motion To Vacate (Related Doc # 3)')).toEqual(['petition both', 'dismissed both?', 'dismissal-vacated both']);
  });

  it('takes an order that vacates another order for nothing where no dismissal is in sight', () => {
    expect(read(petition, 'Motion to Vacate (Re: 1)', 'Order Granting Motion To Vacate Order Approving Employment')).toEqual(['petition both']);
  });
});

describe('A discharge and a conversion', () => {
  it('is denied for certain, unless the denial was taken back', () => {
    expect(read(alone, 'Order Denying Discharge')).toEqual(['petition debtor', 'discharge-denied debtor']);
    expect(read(alone, 'Order Denying Discharge', 'Order Vacating Order Denying Discharge', 'Order Discharging Debtor')).toEqual(['petition debtor', 'discharge-denied debtor?', 'discharged debtor']);
  });

  it('is not certain when the discharge was vacated', () => {
    expect(read(alone, 'Order Discharging Debtor', 'Order Vacating Discharge Order of 2/10/27 for Debtor')).toEqual(['petition debtor', 'discharged debtor?']);
  });

  it('is borne out by the meeting of creditors of the new chapter', () => {
    const order = { text: 'Order re: Motion To Convert to Chapter 7', on: '2027-03-01' };
    expect(read(order, { text: 'Meeting of Creditors 341 meeting to be held on 4/5/2027', on: '2027-03-02' })).toEqual(['converted both']);
    expect(read(order, { text: 'Meeting of Creditors 341 meeting to be held on 4/5/2027', on: '2027-05-02' })).toEqual(['converted both?']);
  });

  it("leaves a debtor's notice to a person when the court orders beside it", () => {
    const notice = { text: "Debtor's Notice of Conversion to Chapter 7", on: '2027-03-01' };
    expect(read(notice)).toEqual(['converted both']);
    expect(read(notice, { text: 'Order Converting Case to Chapter 7', on: '2027-03-20' })).toEqual(['converted both?', 'converted both']);
  });
});

describe('Debtors are kept apart (BK-JOINT)', () => {
  it('reads a case of one, of two, and one that does not show it', () => {
    expect(read(alone, 'Order Discharging Debtor')).toContain('discharged debtor');
    expect(read(petition, 'Order Discharging Debtor')).toContain('discharged both');
    expect(read('Order Discharging Debtor')).toEqual(['discharged both']);
  });

  it('reads names with commas as one, and two names as two', () => {
    expect(read('Chapter 11 Voluntary Petition Filed by Kern Holdings, Inc.', 'Order Dismissing Case')).toContain('dismissed debtor');
    expect(read('Chapter 7 Voluntary Petition filed by Mary Stone of Stone Law on behalf of Ada Kern, Otto Kern', 'Chapter 7 Discharge')).toContain('discharged both');
  });

  it('keeps the discharges of spouses on different days', () => {
    expect(read(petition, 'Discharge of Joint Debtor', 'Order Discharging Debtor Ada Kern and Joint Debtor Otto Kern')).toEqual(['petition both', 'discharged joint', 'discharged both']);
  });
});

describe('Days, order and places', () => {
  it('takes the day of entry: as stated, else as the text ends, else the day of filing', () => {
    const on = (entry: object) => readDocket(docketSchema.parse({ id: 'x', entries: [{ text: 'Order Closing Case', ...entry }] }))[0]?.on;
    expect(on({ dateFiled: '2027-01-01', dateEntered: '2027-01-02' })).toBe('2027-01-02');
    expect(on({ dateFiled: '2027-01-01', text: 'Order Closing Case (Entered: 01/03/2027)' })).toBe('2027-01-03');
    expect(on({ dateFiled: '2027-01-01' })).toBe('2027-01-01');
    expect(on({})).toBeUndefined();
  });

  it('reads a docket printed newest first alike', () => {
    const entries = docketOf(petition, 'Order Dismissing Case', 'Order Vacating Dismissal').entries;
    const forwards = readDocket({ id: 'x', entries });
    expect(readDocket({ id: 'x', entries: entries.toReversed() })).toEqual(forwards);
    expect(forwards.map(({ kind }) => kind)).toEqual(['petition', 'dismissed', 'dismissal-vacated']);
  });

  it('tells once what two entries of one day say, and quotes the text', () => {
    const [only, ...more] = readDocket(docketOf({ text: '(1 pg) Final Decree and Discharge of Trustee .', on: '2027-03-14' }, { text: 'Bankruptcy Case Closed.', on: '2027-03-14', number: null }));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'closed', entry: '1', words: expect.stringContaining('Final Decree') });
  });

  it('reads nothing from the docket of an adversary proceeding', () => {
    expect(read('Complaint by Ada Kern against Bank One. (21 (Validity of lien))', 'Summons Issued', 'Order Dismissing Case', 'Order to Close Case')).toEqual([]);
    expect(readDocket({ ...docketOf('Order Dismissing Case'), docketNumber: '6:21-ap-01071' })).toEqual([]);
  });

  it('is not certain of what is longer than is read', () => {
    expect(read(`Order Dismissing Case${' '.repeat(10_000)}ENTERED IN ERROR`)).toEqual(['dismissed both?']);
  });

  it('finishes on hostile texts', () => {
    const hostile = ['', '(', '(((((RE: '.repeat(500), 'Order Granting '.repeat(2_000), `Order ${'motion to '.repeat(2_000)}dismiss case`, '\u0000\uFFFF', 'Order Dismissing Case '.repeat(500), `Order ${'granting '.repeat(20_000)}`, `Order ${'discharge (re: '.repeat(20_000)}`];
    const before = process.cpuUsage();
    for (const text of hostile) readDocket(docketOf(text));
    // Of the processor, so that a busy machine changes nothing.
    expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(5);
  });
});
