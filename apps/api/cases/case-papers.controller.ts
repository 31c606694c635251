import { Controller, Inject, type OnModuleDestroy } from '@nestjs/common';
import { PdfThread } from '../../../activities/correspondence/pdf-thread.ts';
import { writtenLetter } from '../../../activities/correspondence/written-letter.ts';
import { letterAsRecorded, readPaper, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { caseFileRoutes } from './case-file.routes.ts';

/** Letters as they lay on paper, laid out in a thread of their own. */
@Controller()
export class CasePapersController implements OnModuleDestroy {
  readonly #db: Database;
  readonly #pdf = new PdfThread();

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  onModuleDestroy(): Promise<void> {
    return this.#pdf.stop();
  }

  @Serves(caseFileRoutes.readCasePaper)
  async read(@Input() { caller: { utilityId }, params: { caseId, noticeId } }: InputOf<typeof caseFileRoutes.readCasePaper>) {
    // A paper of another case is none of this one's.
    const found = noticeId.startsWith(`${caseId}.`) ? await this.#db.forUtility(utilityId, async (em) => ({ letter: await letterAsRecorded(em, utilityId, noticeId), paper: await readPaper(em, utilityId, noticeId) })) : null;
    if (!found?.letter) throw notFound('paper', noticeId);
    const { letter, paper } = found;
    const { pdf, facts } = await writtenLetter(letter, this.#pdf.print);
    return {
      noticeId,
      document: letter.document,
      languages: [...letter.languages],
      orderedOn: letter.orderedOn,
      printedAt: paper?.printedAt ?? null,
      pages: facts.pages,
      sha256: facts.sha256,
      isWhatWasPrinted: paper && paper.sha256 === facts.sha256,
      pdf: pdf.toString('base64'),
    };
  }
}
