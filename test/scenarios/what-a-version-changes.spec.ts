import { loadLaw } from '../../libs/policy/load.ts';
import { compareLaws } from '../../libs/procedures/compare.ts';

/** From one pack to the other without what the calendar and the citations say, which have specs of their own. */
function changes(from: string, to: string): readonly string[] {
  const { sentences, untold } = compareLaws(loadLaw(from), loadLaw(to));
  return [...sentences, ...untold].filter((sentence) => !/^(The pack|The office|Rules|Days of \d+|Terms: Documents, letterhead)/.test(sentence));
}

/** Versions and variants share most of their values; what is not listed here is the same in both, so that a slip in one of them shows. */
describe('What a version changes, and nothing besides', () => {
  it('the second of the county: its own paths, four more days, and six instalments', () => {
    expect(changes('OH-COUNTY@1', 'OH-COUNTY@2')).toEqual([
      'A sewer customer without water: new: These are accounts without water. They take only “Disconnect notice”. (NO-VALVE)',
      'A fire line is never shut off: new: These are accounts with fire line. They take only “Disconnect notice”. (NO-VALVE)',
      'A hospital or a care home: new: These are accounts of the class hospital or care home. They take every step. (CRITICAL-CUSTOMER)',
      'A business: new: These are accounts of the class commercial. They take every step. (OH-RULES)',
      'Shut-off: A notice, with proof of mailing, was mailed 14 instead of 10 days ago or more, and 60 days ago at the most. (OH-RULES)',
      'Clearance at the meter: A notice, with proof of mailing, was mailed 14 instead of 10 days ago or more, and 60 days ago at the most. (OH-RULES)',
      'Due dates and payments: A payment pays the oldest bill first, and within a bill in this order: sewer, water, fire-line, other, penalty, fee. Until now: A payment pays the oldest bill first, and within a bill in this order: sewer, water, other, penalty, fee. (OP-APPLY)',
      'Payment arrangements: The debt is paid in 6 instead of 3 instalments at the most. (AUTHORITY)',
    ]);
  });

  it("the Act as amended: nothing that Arrears does; its citations are told apart", () => {
    expect(changes('CA-998@1', 'CA-998@2')).toEqual([]);
  });

  it('a city in place of a district: the doors behind a master meter, and no cap of its own on penalties (PUC 10009.1)', () => {
    const occupants = 'Where the customer is an owner or manager, the occupants of each unit have had the notice, with proof, for 10 days';
    const besides = (step: string) => `A residential connection: “${step}” besides asks: ${occupants}, behind a master meter for 15 and posted on each door. Until now: “${step}” besides asks: ${occupants}. (CA-998-TENANT)`;
    const paper = 'The paper of the step occupant-notice contains occupant-rights, shut-off-date, phone';
    // What goes to the tax roll is another law for each kind of agency (CA-TAXROLL), and has specs of its own.
    expect(changes('CA-998@2', 'CA-998-CITY@1').filter((sentence) => !sentence.includes('(CA-TAXROLL)'))).toEqual([
      besides('Shut-off'),
      besides('Clearance at the meter'),
      `Notice to the occupants: ${paper}, behind a master meter also monthly-cost, legal-aid, in en, es, zh-Hant, tl, vi, ko. Until now: ${paper}, in en, es, zh-Hant, tl, vi, ko. (CA-998-TENANT)`,
      'Documents: new: For “legal aid” they say: Valley Legal Aid, 200 Court Street, Suite 4, telephone 530-555-0177, advises tenants free of charge. (GEN-CRAFT)',
      'Second signatures: new: To close a case, one person asks and another signs. (AUTHORITY)',
      'Second signatures: new: To take a case back to an earlier step, one person asks and another signs. (AUTHORITY)',
      'Late penalty: no longer: The law lets a community services district charge 10 % at most. (CA-LATE)',
    ]);
  });
});
