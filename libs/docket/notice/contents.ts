import type { CourtNotice } from './read-notice.ts';

/** A notice by docket, as `arrears court nef` prints it. */
export interface NoticeContents {
  readonly court: string;
  readonly contains: readonly { readonly docketNumber: string; readonly dateFiled: string | null; readonly entries: readonly { readonly number: string | null; readonly dateFiled: string; readonly shortDescription: string }[] }[];
}

/** The day on which a case was filed is not in a notice: `dateFiled` of a docket is null. */
export function contentsOf({ court, entries }: CourtNotice): NoticeContents {
  const numbers = [...new Set(entries.map(({ docketNumber }) => docketNumber))];
  const ofDocket = (docket: string) => entries.filter(({ docketNumber }) => docketNumber === docket).map(({ number, dateFiled, shortDescription }) => ({ number, dateFiled, shortDescription }));
  return { court, contains: numbers.map((docketNumber) => ({ docketNumber, dateFiled: null, entries: ofDocket(docketNumber) })) };
}
