/** An instant's text, and more digits than one has where somebody put them. */
const exactly = (column: string) => `regexp_replace(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '000Z$', 'Z')`;

/** A kind of stream: where its events and its head are kept. */
export interface StreamKind {
  readonly kind: 'account' | 'case' | 'tax-roll';
  readonly events: string;
  readonly heads: string;
  readonly id: string;
  /** Columns that repeat what the body says, so that events are found: an altered one is a changed byte like any other. In SQL, by field of the event or of its data. */
  readonly repeated: Readonly<Record<string, string>>;
}

/** Every chain that a day's record counts, and `arrears verify --chain` recomputes. */
export const streamKinds: readonly StreamKind[] = [
  {
    kind: 'account',
    events: 'account_event',
    heads: 'account',
    id: 'account_id',
    repeated: { id: 'event_id', type: 'type', effectiveAt: exactly('effective_at'), recordedAt: exactly('recorded_at') },
  },
  {
    kind: 'case',
    events: 'case_event',
    heads: 'case_record',
    id: 'case_id',
    // Events of cases are named by their place: nothing is left of a name that is right.
    repeated: { id: `nullif(event_id, case_id || '#' || version)`, type: 'type', at: exactly('at') },
  },
  { kind: 'tax-roll', events: 'roll_event', heads: 'roll_season', id: 'season_id', repeated: { lineId: 'line_id', type: 'type', at: exactly('at') } },
];
