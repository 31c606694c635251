import type { Sql } from './database.ts';

/** A docket of which something new is known: its milestones are worth reading again. */
export interface DocketChange {
  readonly court: string;
  readonly docketNumber: string;
}

/** In the transaction of what changed: the docket is acted on by whoever comes first. */
export async function markDocket(em: Sql, utilityId: string, { court, docketNumber }: DocketChange): Promise<void> {
  await em.execute(
    `insert into docket_to_act (utility_id, court, docket_number) values (?, ?, ?)
     on conflict (utility_id, court, docket_number) do update set mark = gen_random_uuid(), not_before = null`,
    [utilityId, court, docketNumber],
  );
}

