import { actOnDockets, recordDocketEntries, tellMatches, type Database } from '../../libs/store/index.ts';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { FeedPoller } from './feed-poller.ts';
import { takeMail } from './mailbox.ts';
import type { Taken } from './take-entries.ts';
import { takeFolder } from './watched-folder.ts';

export interface CourtSourcesOptions {
  /** `imaps://user:password@host/INBOX` */
  readonly mailbox?: string | undefined;
  readonly folder?: string | undefined;
  readonly feeds?: readonly string[];
}

/** What a look at one source came to; a source is named without its password. */
export type Looked = { readonly source: string } & (Taken | { readonly failed: string });

/** Where a utility hears from courts. Each look takes what is new, and every account that may be a debtor's holds when it returns. */
export class CourtSources {
  readonly #db: Database;
  readonly #utilityId: string;
  readonly #looks: readonly { readonly source: string; readonly look: () => Promise<Taken | null> }[];

  constructor(db: Database, utilityId: string, { mailbox, folder, feeds = [] }: CourtSourcesOptions) {
    this.#db = db;
    this.#utilityId = utilityId;
    const take = async (entries: readonly ReceivedEntry[]) => void (await recordDocketEntries(db, utilityId, entries));
    const pollers = feeds.map((url) => new FeedPoller({ url }));
    this.#looks = [
      ...(mailbox ? [{ source: `mailbox ${withoutPassword(mailbox)}`, look: () => takeMail({ url: mailbox }, take) }] : []),
      ...(folder ? [{ source: `folder ${folder}`, look: () => takeFolder(folder, take) }] : []),
      ...pollers.map((poller, index) => ({ source: `feed ${feeds[index] ?? ''}`, look: () => poller.look(take) })),
    ];
  }

  /** One look at each; a source that fails stops none of the others, nor the holds. A feed that was looked at a moment ago is left out. */
  async look(): Promise<{ readonly looked: readonly Looked[]; readonly held: number }> {
    const looked: Looked[] = [];
    for (const { source, look } of this.#looks) {
      try {
        const taken = await look();
        if (taken) looked.push({ source, ...taken });
      } catch (error) {
        looked.push({ source, failed: (error as Error).message });
      }
    }
    let held = 0;
    for (let more = await tellMatches(this.#db, this.#utilityId); more > 0; more = await tellMatches(this.#db, this.#utilityId)) held += more;
    while ((await actOnDockets(this.#db, this.#utilityId)) > 0);
    return { looked, held };
  }
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
