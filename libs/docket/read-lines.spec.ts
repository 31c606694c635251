import { describe, expect, it } from '@jest/globals';
import { isBadLine, readDocketLines } from './read-lines.ts';

const good = JSON.stringify({ id: 'd1', header: { debtorDismissed: '1999-01-01' }, entries: [{ dateEntered: '2027-03-01', number: '12', text: 'ORDER Dismissing Case . (Hall, Pat) (Entered: 03/01/2027)' }] });

describe('Dockets are read line by line', () => {
  it('gives what the issue states, and looks at no header', () => {
    expect([...readDocketLines([good])]).toEqual([{ id: 'd1', milestones: [{ kind: 'dismissed', on: '2027-03-01', debtor: 'both', entry: '12', words: 'ORDER Dismissing Case', certain: true }] }]);
  });

  it('names a bad line by its number and fault, and goes on', () => {
    const lines = ['{', '', '[]', '{"id":"d2"}', '{"id":"d3","entries":[{"text":"x","dateFiled":"2027-02-30"}]}', good];
    const bad = [...readDocketLines(lines)].filter(isBadLine);
    expect(bad.map(({ lineNumber }) => lineNumber)).toEqual([1, 3, 4, 5]);
    expect(bad[3]?.detail).toContain('entries.0.dateFiled: must be a date that exists');
    expect([...readDocketLines(lines)]).toHaveLength(5);
  });

  it('reads entries without words, dates or numbers', () => {
    expect([...readDocketLines(['{"id":"d4","entries":[{},{"text":null},{"number":3,"text":"Final Decree","dateFiled":"2027-03-01"}]}'])]).toEqual([
      { id: 'd4', milestones: [expect.objectContaining({ kind: 'closed', entry: '3' })] },
    ]);
  });
});
