import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import type { CaseSort } from '../read/case-filter.ts';
import { notePerson } from './assignments.ts';

/** A filter and an order with a name. The filter is as it was given: `@me` is whoever opens the view. */
export interface SavedView {
  readonly viewId: string;
  readonly name: string;
  readonly owner: string;
  readonly isShared: boolean;
  readonly filter: unknown;
  readonly sort: CaseSort;
  readonly isDefault: boolean;
}

/** What one person sees: their own and those that are shared. */
export function listViews(em: Sql, utilityId: string, subject: string, most: number): Promise<SavedView[]> {
  return em.execute<SavedView[]>(
    `select v.view_id as "viewId", v.name, v.owner, v.is_shared as "isShared", v.filter, v.sort, coalesce(p.default_view_id = v.view_id, false) as "isDefault"
     from saved_view v left join desk_person p on p.utility_id = v.utility_id and p.subject = ?
     where v.utility_id = ? and (v.owner = ? or v.is_shared) order by v.is_shared desc, v.name, v.view_id limit ?`,
    [subject, utilityId, subject, most],
  );
}

export interface ViewDraft {
  readonly name: string;
  readonly owner: string;
  readonly isShared: boolean;
  readonly filter: unknown;
  readonly sort: CaseSort;
}

/** Under the same name of the same person it takes the place of what was there. @returns its id; null beyond so many of one person */
export async function saveView(em: Sql, utilityId: string, viewId: string, { name, owner, isShared, filter, sort }: ViewDraft, now: Instant, most: number): Promise<string | null> {
  await notePerson(em, utilityId, owner);
  const [count] = await em.execute<{ others: number }[]>('select count(*)::int as others from saved_view where utility_id = ? and owner = ? and name <> ?', [utilityId, owner, name]);
  if ((count?.others ?? 0) >= most) return null;
  const [row] = await em.execute<{ view_id: string }[]>(
    `insert into saved_view (utility_id, view_id, name, owner, is_shared, filter, sort, changed_at) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
     on conflict (utility_id, owner, name) do update set is_shared = excluded.is_shared, filter = excluded.filter, sort = excluded.sort, changed_at = excluded.changed_at returning view_id`,
    [utilityId, viewId, name, owner, isShared, JSON.stringify(filter), sort, now],
  );
  return row?.view_id ?? null;
}

/** @param anybodys also one that somebody else shared. @returns false where there is no such view for this person to remove */
export async function removeView(em: Sql, utilityId: string, viewId: string, subject: string, anybodys: boolean): Promise<boolean> {
  const rows = await em.execute<object[]>(`delete from saved_view where utility_id = ? and view_id = ? and (owner = ? or (is_shared and ?::boolean)) returning 1`, [utilityId, viewId, subject, anybodys]);
  return rows.length > 0;
}

/** The view that this person's worklist opens with; null for none. @returns false where this person sees no such view */
export async function setDefaultView(em: Sql, utilityId: string, subject: string, viewId: string | null): Promise<boolean> {
  await notePerson(em, utilityId, subject);
  const rows = await em.execute<object[]>(
    `update desk_person set default_view_id = ? where utility_id = ? and subject = ?
       and (?::text is null or exists (select from saved_view v where v.utility_id = desk_person.utility_id and v.view_id = ? and (v.owner = ? or v.is_shared))) returning 1`,
    [viewId, utilityId, subject, viewId, viewId, subject],
  );
  return rows.length > 0;
}
