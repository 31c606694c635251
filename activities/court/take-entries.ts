import type { ReceivedEntry } from '../../libs/docket/index.ts';

/** Records entries; when it resolves they are committed, and their source may forget them. Told twice, it changes nothing. */
export type TakeEntries = (entries: readonly ReceivedEntry[]) => Promise<void>;

/** What a look at a source came to. */
export interface Taken {
  readonly notices: number;
  readonly entries: number;
  /** What could not be read and lies where a person finds it, with why. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}
