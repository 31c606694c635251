/** Zones of the states and territories, by the first letters of a court's name. Feeds give instants, dockets local days. */
const zones: Readonly<Record<string, string>> = {
  'America/New_York': 'ct dc de ga in ma md me mi nc nh nj ny oh pa ri sc va vt wv fl ky',
  'America/Chicago': 'al ar ia il ks la mn mo ms ne nd ok sd tn tx wi',
  'America/Denver': 'co id mt nm ut wy',
  'America/Phoenix': 'az',
  'America/Los_Angeles': 'ca nv or wa',
  'America/Anchorage': 'ak',
  'Pacific/Honolulu': 'hi',
  'America/Puerto_Rico': 'pr vi',
  'Pacific/Guam': 'gu',
};
/** Districts whose seat keeps another time than most of the state. */
const districts: Readonly<Record<string, string>> = { flnb: 'America/Chicago', tneb: 'America/New_York', nmib: 'Pacific/Guam' };

/** @param court as in `cacb`; one that is not known keeps the time of New York */
export function zoneOfCourt(court: string): string {
  const state = court.slice(0, 2);
  return districts[court] ?? Object.keys(zones).find((zone) => zones[zone]?.split(' ').includes(state)) ?? 'America/New_York';
}
