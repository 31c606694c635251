/** A timestamp as an instant's text: always UTC, always with milliseconds. */
export function instantText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What the utility's clock says, for queries that join `utility u`. */
export const utilityNow = 'coalesce(u.clock_now_at, clock_timestamp())';
