import { isUtf8 } from 'node:buffer';
import type { BadMessage, NamedPlace } from './bad-message.ts';
import type { JsonObject } from './parse-json.ts';
import { feedOfTopic } from './feeds.ts';
import type { RawMessage } from './read-message.ts';

type Named = Pick<BadMessage, 'utilityId' | 'places' | 'accountId' | 'accountIds' | 'source' | 'eventId'>;

/** What a bad message names, as far as it can be read: the key first, since it decides the order, then the body. */
export function namedIn(raw: RawMessage, body: JsonObject | null): Named {
  const key = raw.key === null ? null : readableKey(raw.key);
  const cut = key === null ? -1 : key.indexOf('/');
  const ofKey = cut > 0 && key !== null ? { utility: key.slice(0, cut), second: key.slice(cut + 1) } : null;
  const namesAccount = feedOfTopic(raw.topic) !== 'court' && ofKey !== null && ofKey.second !== 'feed';
  const inKey = { utilityId: readableId(ofKey?.utility), accountIds: readableIds(namesAccount ? [ofKey.second] : []) };
  const inBody = { utilityId: readableId(body?.utility) ?? inKey.utilityId, accountIds: readableIds(accountsIn(body)) };
  const accountIds = [...new Set([...inKey.accountIds, ...inBody.accountIds])];
  const utilityId = inKey.utilityId ?? inBody.utilityId;
  return {
    utilityId,
    places: inKey.utilityId === null || inKey.utilityId === inBody.utilityId ? placeOf(utilityId, accountIds) : [...placeOf(inKey.utilityId, inKey.accountIds), ...placeOf(inBody.utilityId, inBody.accountIds)],
    accountId: accountIds[0] ?? null,
    accountIds,
    source: readableId(body?.source),
    eventId: readableId(body?.id),
  };
}

function placeOf(utilityId: string | null, accountIds: readonly string[]): readonly NamedPlace[] {
  return utilityId === null ? [] : [{ utilityId, accountIds }];
}

function accountsIn(body: JsonObject | null): unknown[] {
  const data = typeof body?.data === 'object' && body.data !== null ? (body.data as JsonObject) : {};
  const listed: unknown[] = [data.accountIds, data.coDebtorAccountIds, data.accounts].flatMap((ids: unknown) => (Array.isArray(ids) ? (ids as unknown[]) : []));
  return [body?.account, data.fromAccountId, data.toAccountId, ...listed];
}

/** The key as text; null when it is none that could be stored. */
export function readableKey(key: Buffer): string | null {
  return key.length > 0 && key.length <= 500 && isUtf8(key) ? readableText(key.toString('utf8'), 500) : null;
}

function readableIds(values: readonly unknown[]): readonly string[] {
  return values.map(readableId).filter((id) => id !== null);
}

function readableId(value: unknown): string | null {
  return typeof value === 'string' ? readableText(value, 250) : null;
}

function readableText(text: string, maxLength: number): string | null {
  return text.length > 0 && text.length <= maxLength && !/[\u0000-\u001f\u007f]/.test(text) && !/\p{Surrogate}/u.test(text) ? text : null;
}
