import type { Schemas } from '../api/client';
import { casesCounted, interventionWords, spelled, statusWords, stuckWords } from '../words/glossary';
import type { Bulk, BulkLine, CaseFilter } from './bulk-queries';

export const bulkStatusWords: Readonly<Record<Bulk['status'], string>> = {
  looking: 'Cases are being looked at',
  asked: 'Waits for a second person',
  canary: 'The first cases are being done',
  'canary-done': 'The first cases are done; waits for the word to go on',
  running: 'Being done',
  paused: 'Paused',
  stopped: 'Stopped',
  done: 'Done',
};

export const lineWords: Readonly<Record<BulkLine['status'], string>> = { waiting: 'Waits', done: 'Done', refused: 'Refused', failed: 'Broke down', left: 'Left as it was' };

export const saidWords: Readonly<Record<Bulk['said'][number]['what'], string>> = {
  asked: 'Asked for',
  looked: 'Every case was looked at',
  approved: 'Approved',
  'canary-done': 'The first cases were done',
  'went-on': 'Told to go on',
  paused: 'Paused',
  stopped: 'Stopped',
  done: 'Came to its end',
};

export const foreseenWords: Readonly<Record<'would-do' | 'refused', string>> = { 'would-do': 'Would be done', refused: 'Would be refused' };

/** "Place a hold in 500 cases" */
export function bulkTitle({ wish, counts }: Pick<Bulk, 'wish' | 'counts'>): string {
  return `${interventionWords[wish.type]} in ${casesCounted({ count: casesOf(counts) })}`;
}

export const casesOf = (counts: Bulk['counts']) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A filter in words, as far as it asks something. */
export function filterWords(filter: CaseFilter): string {
  const parts = Object.entries(filter).map(([name, value]) => {
    if (name === 'open') return value === true ? 'open' : 'closed';
    if (name === 'stuck') return value === true ? 'stuck' : 'not stuck';
    if (name === 'held') return value === true ? 'on hold' : 'not on hold';
    if (name === 'status') return `at: ${(value as Schemas['CaseLine']['status'][]).map((status) => statusWords[status]).join(' or ')}`;
    if (name === 'stuckKind') return `stuck by: ${stuckWords[value as Schemas['StuckLine']['kind']]}`;
    return `${spelled(name).toLowerCase()}: ${Array.isArray(value) ? value.map((each) => spelled(String(each)).toLowerCase()).join(' or ') : String(value)}`;
  });
  return parts.length === 0 ? 'every case' : parts.join('; ');
}
