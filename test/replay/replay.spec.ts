import { recordedHistories, replay } from './histories.ts';

interface PayloadLike {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}

/** Every payload of a history, wherever it stands. */
function payloadsIn(value: unknown): PayloadLike[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && typeof (value as { metadata: { encoding?: unknown } }).metadata?.encoding === 'string') return [value as PayloadLike];
  return Object.values(value).flatMap(payloadsIn);
}

const encodingOf = ({ metadata }: PayloadLike) => Buffer.from(metadata?.['encoding'] ?? '', 'base64').toString();

describe('Histories of real runs', () => {
  const histories = recordedHistories();

  it('are there for every workflow', () => {
    const kinds = new Set(histories.map(({ workflowId }) => workflowId.split('/')[0]));
    expect([...kinds].sort()).toEqual(['bulk', 'business-day', 'case', 'tax-roll']);
  });

  it('are what the workflows of today would do', async () => {
    expect(await replay(histories)).toEqual(new Map(histories.map(({ workflowId }) => [workflowId, null])));
  });

  it('hold nothing in the clear but ids and names of activities', () => {
    for (const { history } of histories) {
      const payloads = payloadsIn(history).filter((payload) => encodingOf(payload) !== 'json/plain' || !isOfTheSdk(payload));
      expect(payloads.length).toBeGreaterThan(0);
      expect(new Set(payloads.map(encodingOf))).toEqual(new Set(['binary/encrypted']));
      expect(JSON.stringify(history)).not.toMatch(/Elm St|Customer|obligations|pastDue/);
    }
  });
});

/** What the SDK notes of a local activity for itself: its type, number and times. */
function isOfTheSdk({ data }: PayloadLike): boolean {
  return Object.keys(JSON.parse(Buffer.from(data ?? '', 'base64').toString()) as object).includes('activity_id');
}
