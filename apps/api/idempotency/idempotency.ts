import { canonicalText } from '../../../libs/kernel/canonical.ts';
import { sha256 } from '../../../libs/kernel/chain.ts';
import { takenBack, type Database, type Sql } from '../../../libs/store/index.ts';
import type { Answer } from '../http/answer.ts';
import { Problem } from '../http/problem.ts';
import type { InputOf, Route } from '../http/route.ts';

/** What a write comes to: an answer of the route, or a problem that is the answer for good (a refusal). */
export type Outcome = { readonly body: unknown } | { readonly problem: Problem };

interface Kept {
  request_hash: string;
  response: { body: unknown } | { problem: { kind: Problem['kind']; detail: string; extensions: Problem['extensions'] } };
}

/**
 * Does a write once per utility and key. The key, the effect and the answer commit together: whoever comes twice, at once or
 * after a crash, gets the one answer. What throws leaves nothing, and may be tried again under the same key.
 * @throws Problem `idempotency-key-reused` when the key stood for another request
 */
export async function once(db: Database, route: Route, input: InputOf<Route>, write: (db: Database) => Promise<Outcome>): Promise<Answer> {
  const { caller, idempotencyKey } = input;
  const requestHash = sha256(canonicalText({ operation: route.operationId, by: caller.subject, params: input.params, body: input.body ?? null }));
  return db.retrying(caller.utilityId, async (em) => {
    const kept = await claimKey(em, caller.utilityId, idempotencyKey, requestHash);
    if (kept) return repeated(kept, requestHash);
    const outcome = await write(joinedTo(db, em));
    await keepOutcome(em, caller.utilityId, idempotencyKey, outcome);
    return 'problem' in outcome ? answer(null, outcome.problem, false) : answer(outcome.body, null, false);
  });
}

/** Waits for a duplicate that is under way. @returns what the key stands for already, or null when it is ours */
async function claimKey(em: Sql, utilityId: string, key: string, requestHash: string): Promise<Kept | null> {
  const claimed = await em.execute<{ key: string }[]>(
    `insert into idempotency (utility_id, key, request_hash, status, response) values (?, ?, ?, 0, '{}') on conflict do nothing returning key`,
    [utilityId, key, requestHash],
  );
  if (claimed.length > 0) return null;
  const [kept] = await em.execute<Kept[]>(`select request_hash, response from idempotency where utility_id = ? and key = ?`, [utilityId, key]);
  return kept ?? null;
}

async function keepOutcome(em: Sql, utilityId: string, key: string, outcome: Outcome): Promise<void> {
  const problem = 'problem' in outcome ? outcome.problem : null;
  const response = problem === null ? outcome : { problem: { kind: problem.kind, detail: problem.message, extensions: problem.extensions } };
  await em.execute(`update idempotency set status = ?, response = ? where utility_id = ? and key = ?`, [problem?.status ?? 200, JSON.stringify(response), utilityId, key]);
}

function repeated({ request_hash, response }: Kept, requestHash: string): Answer {
  if (request_hash !== requestHash) throw new Problem('idempotency-key-reused', 'This key was used for another request: take a new one for each.');
  if ('problem' in response) return answer(null, new Problem(response.problem.kind, response.problem.detail, response.problem.extensions), true);
  return answer(response.body, null, true);
}

function answer(body: unknown, problem: Problem | null, isRepetition: boolean): Answer {
  return { kind: 'answer', body, problem, isRepetition };
}

/** Does a write to see what would come of it, and takes all of it back. */
export function tried<T>(db: Database, utilityId: string, write: (db: Database, em: Sql) => Promise<T>): Promise<T> {
  return takenBack(db, utilityId, (em) => write(joinedTo(db, em), em));
}

/** The same database, whose transactions all join the one at hand: the key and its effect commit together or not at all. */
function joinedTo(db: Database, em: Sql): Database {
  const join = <T>(_utilityId: string, work: (em: Sql) => Promise<T>) => work(em);
  return { orm: db.orm, url: db.url, onDecided: db.onDecided, forUtility: join, retrying: join, shared: (work) => work(em), close: () => Promise.resolve() } satisfies Database;
}
