import { registerOfLines, unlisted, type RollLine } from '../../../libs/tax-roll/index.ts';
import type { Instant, LocalDate } from '../../../libs/kernel/time.ts';
import { PLAIN } from './paint.ts';
import { faultsOf, type SeasonReport } from './season-report.ts';
import { renderSeason } from './summary.ts';

const on = '2028-03-31' as LocalDate;
const line: RollLine = {
  ...unlisted('A1'),
  parcelId: 'P-1',
  status: 'accepted',
  certifiedCents: 10_000,
  certifiedAt: '2027-09-02T12:30:00.000Z' as Instant,
  settled: [{ settlementId: '2027-1', collectedCents: 6_000, remittedCents: 5_940, on }],
};
const register = registerOfLines([line]);
const settlements = [{ settlementId: '2027-1', fileHash: 'x', on, collectedCents: 6_000, remittedCents: 5_940 }];
const books: Readonly<Record<string, number>> = { DebtCertified: 10_000, CertifiedDebtRemitted: 6_000 };
const inBooks = (type: string) => books[type] ?? 0;

describe('the register of a season', () => {
  it('adds up when parcels, accounts and settlements say the same', () => {
    expect(faultsOf(register, { settlements }, inBooks)).toEqual([]);
  });

  it('does not when a cent is missing from an account, from a settlement, or from a parcel', () => {
    expect(faultsOf(register, { settlements }, (type) => (type === 'DebtCertified' ? 9_999 : inBooks(type)))).toEqual(['certified: 10000 cents in the register, 9999 in the accounts']);
    expect(faultsOf(register, { settlements: [] }, inBooks)).toEqual(['collected: 6000 cents in the register, 0 in the settlements', 'remitted: 5940 cents in the register, 0 in the settlements']);
    const [row] = register.rows;
    expect(faultsOf({ ...register, rows: [{ ...(row as NonNullable<typeof row>), openCents: 4_001 }] }, { settlements }, inBooks)).toEqual(['parcel P-1 does not add up']);
  });

  it('is told beside its lines and the reasons for what was left out', () => {
    const season = { seasonId: 'county-auditor.2027', status: 'closed' } as SeasonReport['season'];
    const report: SeasonReport = { season, total: register.total, events: { LineCertified: 1, LineRejected: 0 }, excluded: [{ reason: 'stay', lines: 3 }], carriedOverCents: 4_000, faults: [] };
    const text = renderSeason(report, PLAIN);
    expect(text).toMatch(/^ THE TAX ROLL county-auditor\.2027 is closed\n/);
    expect(text).toMatch(/certified +\$100\.00/);
    expect(text).toMatch(/ {2}certified +1 {5}/);
    expect(text).toMatch(/a stay in bankruptcy +3/);
    expect(text).toMatch(/open +\$40\.00/);
    expect(text).toContain('adds up to the cent');
    expect(renderSeason({ ...report, faults: ['the total does not add up'] }, PLAIN)).toMatch(/DOES NOT ADD UP:\n.* the total does not add up/);
  });
});
