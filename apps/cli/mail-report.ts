import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { deliveryReportOf } from '../../activities/correspondence/delivery-report.ts';
import { recordDeliveryReport } from '../../libs/store/index.ts';
import { print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

/** `arrears mail-report FILE…`: what mail servers report of notices, for a mailbox's filter to call with each message. */
export function addMailReportCommand(program: Command): void {
  program
    .command('mail-report <FILE...>')
    .description('records what mail servers report of notices sent by e-mail: delivered, or bounced')
    .action(async (files: readonly string[]) => {
      const reports = files.map((file) => ({ file, report: deliveryReportOf(readFileSync(file, 'utf8')) }));
      const foreign = reports.filter(({ report }) => report === null).map(({ file }) => file);
      await withDatabase(async (db) => {
        for (const { file, report } of reports) {
          if (report === null || report.outcome === 'unproven') continue;
          print({ file, ...report, recorded: await recordDeliveryReport(db, { ...report, outcome: report.outcome }) });
        }
      });
      if (foreign.length > 0) throw new CommandFailed(`No report of a notice: ${foreign.join(', ')}. Keep them for a person`);
    });
}
