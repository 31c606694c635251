import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { isInstant } from '../../../libs/kernel/time.ts';
import { assignCase, assignmentHistory, claimCase, claimNext, exportCases, handOnCases, listExports, listPeople, listViews, NotAssigned, readUtility, releaseCase, removeView, saveView, setDefaultView, setLanguages, type Database, type Sql, type Utility } from '../../../libs/store/index.ts';
import { readCase, type StoredCase } from '../../../libs/store/read/index.ts';
import { filterFor } from '../cases/case-filter.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem } from '../http/problem.ts';
import { hasRole, Serves, type Caller, type InputOf, type Route } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { CLAIM_HOURS, DATABASE } from '../provided.ts';
import { seesCustomer } from '../roles.ts';
import { csvHeading, csvRows } from './case-csv.ts';
import { mostPeople, mostViews, worklistRoutes } from './worklist.routes.ts';

const exportPlace = z.strictObject({ at: z.string().refine(isInstant), exportId: z.string() });
const mayGiveToOthers = (caller: Caller) => hasRole(caller, ['supervisor']);

@Controller()
export class WorklistController {
  readonly #db: Database;
  readonly #claimHours: number;

  constructor(@Inject(DATABASE) db: Database, @Inject(CLAIM_HOURS) claimHours: number) {
    this.#db = db;
    this.#claimHours = claimHours;
  }

  @Serves(worklistRoutes.claimNextCase)
  next(@Input() input: InputOf<typeof worklistRoutes.claimNextCase>) {
    const { caller, body } = input;
    return this.#write(worklistRoutes.claimNextCase, input, async (em, utility) => {
      const next = await claimNext(em, utility, caller.subject, { filter: filterFor(caller.subject, body.filter), sort: body.sort }, this.#claimHours);
      return { case: next && { ...next.line, assignment: next.assignment } };
    });
  }

  @Serves(worklistRoutes.assignCase)
  assign(@Input() input: InputOf<typeof worklistRoutes.assignCase>) {
    const { caller, params, body } = input;
    const { caseId } = params;
    return this.#write(worklistRoutes.assignCase, input, async (em, utility) => {
      const known = await knownCase(em, caller.utilityId, caseId);
      if (body.do === 'release') {
        await releaseCase(em, utility, caseId, caller.subject, mayGiveToOthers(caller), body.reason ?? null);
        return { caseId, assignment: null };
      }
      if (known.status === 'closed') throw new Problem('conflict', `${caseId} is closed: nobody works on it any more.`);
      if (body.do === 'claim') return { caseId, assignment: await claimCase(em, utility, caseId, caller.subject, this.#claimHours) };
      if (!mayGiveToOthers(caller)) throw new Problem('forbidden', 'A supervisor gives cases to people; everybody may claim what nobody has.');
      return { caseId, assignment: await assignCase(em, utility, caseId, body.to, caller.subject, body.reason) };
    });
  }

  @Serves(worklistRoutes.listAssignments)
  history(@Input() { caller, params }: InputOf<typeof worklistRoutes.listAssignments>) {
    return this.#db.forUtility(caller.utilityId, async (em) => {
      await knownCase(em, caller.utilityId, params.caseId);
      return { items: await assignmentHistory(em, caller.utilityId, params.caseId) };
    });
  }

  @Serves(worklistRoutes.listDeskPeople)
  async people(@Input() { caller }: InputOf<typeof worklistRoutes.listDeskPeople>) {
    return { items: await this.#db.forUtility(caller.utilityId, async (em) => listPeople(em, await readUtility(em, caller.utilityId), mostPeople)) };
  }

  @Serves(worklistRoutes.setLanguages)
  languages(@Input() input: InputOf<typeof worklistRoutes.setLanguages>) {
    const { caller, params, body } = input;
    const subject = params.subject === '@me' ? caller.subject : params.subject;
    if (subject !== caller.subject && !mayGiveToOthers(caller)) throw new Problem('forbidden', 'Everybody says what they speak themselves, or a supervisor does.');
    return this.#write(worklistRoutes.setLanguages, input, async (em) => {
      const languages = [...new Set(body.languages)];
      if (!(await setLanguages(em, caller.utilityId, subject, languages))) throw notFound('person of the desk', subject);
      return { subject, languages };
    });
  }

  @Serves(worklistRoutes.handOnCases)
  handOn(@Input() input: InputOf<typeof worklistRoutes.handOnCases>) {
    const { caller, params, body } = input;
    return this.#write(worklistRoutes.handOnCases, input, async (em, utility) => ({ from: params.subject, to: body.to, cases: await handOnCases(em, utility, params.subject, body.to, caller.subject, body.reason) }));
  }

  @Serves(worklistRoutes.listViews)
  async views(@Input() { caller }: InputOf<typeof worklistRoutes.listViews>) {
    return { items: await this.#db.forUtility(caller.utilityId, (em) => listViews(em, caller.utilityId, caller.subject, 10 * mostViews)) };
  }

  @Serves(worklistRoutes.saveView)
  saveView(@Input() input: InputOf<typeof worklistRoutes.saveView>) {
    const { caller, body } = input;
    if (body.isShared && !mayGiveToOthers(caller)) throw new Problem('forbidden', 'A supervisor shares views with the utility.');
    return this.#write(worklistRoutes.saveView, input, async (em, { now }) => {
      const viewId = await saveView(em, caller.utilityId, `view-${randomUUID()}`, { ...body, owner: caller.subject }, now, mostViews);
      if (viewId === null) throw new Problem('conflict', `You have ${mostViews} views: remove one first.`);
      return { viewId };
    });
  }

  @Serves(worklistRoutes.removeView)
  removeView(@Input() input: InputOf<typeof worklistRoutes.removeView>) {
    const { caller, params } = input;
    return this.#write(worklistRoutes.removeView, input, async (em) => {
      if (!(await removeView(em, caller.utilityId, params.viewId, caller.subject, mayGiveToOthers(caller)))) throw notFound('view of yours', params.viewId);
      return { viewId: params.viewId };
    });
  }

  @Serves(worklistRoutes.setDefaultView)
  setDefaultView(@Input() input: InputOf<typeof worklistRoutes.setDefaultView>) {
    const { caller, body } = input;
    return this.#write(worklistRoutes.setDefaultView, input, async (em) => {
      if (!(await setDefaultView(em, caller.utilityId, caller.subject, body.viewId))) throw notFound('view of yours', body.viewId ?? '');
      return { viewId: body.viewId };
    });
  }

  @Serves(worklistRoutes.exportCases)
  export(@Input() { caller, query }: InputOf<typeof worklistRoutes.exportCases>, @Res({ passthrough: true }) reply: FastifyReply): Readable {
    const { sort, ...filter } = query;
    const withNames = hasRole(caller, seesCustomer);
    const pages = exportCases(this.#db, caller.utilityId, { exportId: `export-${randomUUID()}`, by: caller.subject, filter, resolved: filterFor(caller.subject, filter), sort, withNames });
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="cases.csv"').header('cache-control', 'no-store');
    return Readable.from(asCsv(pages, withNames));
  }

  @Serves(worklistRoutes.listExports)
  async exports(@Input() { caller, query }: InputOf<typeof worklistRoutes.listExports>) {
    const after = placeFrom(query.cursor, exportPlace);
    const rows = await this.#db.forUtility(caller.utilityId, (em) => listExports(em, caller.utilityId, { after, limit: query.limit + 1 }));
    return pageFrom(rows, query.limit, ({ at, exportId }) => ({ at, exportId }));
  }

  /** What the desk does not allow is an answer for good, as a rule's no is. */
  #write<R extends Route>(route: R, input: InputOf<R>, write: (em: Sql, utility: Utility) => Promise<object>) {
    const { utilityId } = input.caller;
    return once(this.#db, route, input as never, async (db) => {
      try {
        return { body: await db.forUtility(utilityId, async (em) => write(em, await readUtility(em, utilityId))) };
      } catch (error) {
        if (error instanceof NotAssigned) return { problem: new Problem('conflict', error.message) };
        throw error;
      }
    });
  }
}

async function* asCsv(pages: ReturnType<typeof exportCases>, withNames: boolean): AsyncGenerator<string> {
  yield csvHeading(withNames);
  for await (const rows of pages) yield csvRows(rows, withNames);
}

async function knownCase(em: Sql, utilityId: string, caseId: string): Promise<StoredCase> {
  const known = await readCase(em, utilityId, caseId);
  if (!known) throw notFound('case', caseId);
  return known;
}
