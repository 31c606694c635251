import { instant } from '../kernel/time.ts';
import type { Law } from './facts.ts';
import { inForceAt, lawOfBook, nextVersionAt, UnknownVersion, versionNamed } from './law-book.ts';
import { loadLaw } from './load.ts';

const loaded = loadLaw('OH-COUNTY@1');
const version = (number: number): Law => ({ ...loaded, pack: { ...loaded.pack, version: number } });
const v3From = instant('2027-07-01T04:00:00Z');
const before = instant('2027-07-01T03:59:59.999Z');
const later = instant('2027-08-01T04:00:00Z');

describe('the versions of a law (GEN-PIN)', () => {
  const law = lawOfBook([
    { law: version(3), fromAt: v3From },
    { law: version(2), fromAt: instant('2026-01-01T05:00:00Z') },
  ]);

  it('has the one in force that was activated last, from its first moment on', () => {
    expect(inForceAt(law, before).pack.version).toBe(2);
    expect(inForceAt(law, v3From).pack.version).toBe(3);
    expect(inForceAt(inForceAt(law, v3From), before).pack.version).toBe(2);
  });

  it('has the first in force for what was before any of them', () => {
    expect(inForceAt(law, instant('2020-01-01T00:00:00Z')).pack.version).toBe(2);
  });

  it('says when the next one comes, and that there is none', () => {
    expect(nextVersionAt(law, before)).toBe(v3From);
    expect(nextVersionAt(law, v3From)).toBeNull();
  });

  it('finds the version to which a case is pinned, and says what is known when there is none', () => {
    expect(versionNamed(law, 'OH-COUNTY@3')).toBe(inForceAt(law, v3From));
    expect(() => versionNamed(law, 'OH-COUNTY@4')).toThrow(UnknownVersion);
    expect(() => versionNamed(law, 'OH-COUNTY@4')).toThrow('OH-COUNTY@4 was never activated here; known are OH-COUNTY@2, OH-COUNTY@3');
  });

  it('is the same law again when an earlier version comes back', () => {
    const back = lawOfBook([
      { law: version(2), fromAt: instant('2026-01-01T05:00:00Z') },
      { law: version(3), fromAt: v3From },
      { law: version(2), fromAt: later },
    ]);
    expect(inForceAt(back, later)).toBe(inForceAt(back, before));
  });
});

describe('a law that stands alone', () => {
  it('is in force always, whatever it is called', () => {
    expect(inForceAt(loaded, before)).toBe(loaded);
    expect(versionNamed(loaded, 'OH-COUNTY@9')).toBe(loaded);
    expect(nextVersionAt(loaded, before)).toBeNull();
  });
});
