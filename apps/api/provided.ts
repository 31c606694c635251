/** Names under which Nest hands out what the controllers need. */
export const DATABASE = Symbol('DATABASE');
export const PROBES = Symbol('PROBES');
export const CLEARANCE_SIGNER = Symbol('CLEARANCE_SIGNER');
export const BULK_SETTINGS = Symbol('BULK_SETTINGS');
export const DESK = Symbol('DESK');
/** After how many hours a claim on a case ends by itself. */
export const CLAIM_HOURS = Symbol('CLAIM_HOURS');
export const WATCHERS = Symbol('WATCHERS');
export const CONSOLE_FILES = Symbol('CONSOLE_FILES');
/** What the daily records over the streams are checked with. */
export const SEAL_KEYS = Symbol('SEAL_KEYS');

/** How an intervention in many cases goes, unless somebody asks for another rate. */
export interface BulkSettings {
  /** Cases that are done before somebody says to go on. */
  readonly canary: number;
  readonly perMinute: number;
}
