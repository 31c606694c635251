import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const secondsBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const latenessBuckets = [1, 5, 15, 30, 60, 300, 900, 3_600, 14_400, 86_400];
const recordBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500];

export interface MetricsOptions {
  /** Memory, event loop and garbage collection of the process as well. */
  readonly ofTheProcess?: boolean;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Everything that Arrears counts, on a registry of its own. Labels hold kinds and rules, never an account or a person. */
export function createMetrics(app: string, { ofTheProcess = true }: MetricsOptions = {}) {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  if (ofTheProcess) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Counter<L>({ name: `arrears_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Gauge<L>({ name: `arrears_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
    new Histogram<L>({ name: `arrears_${name}`, help, labelNames, buckets, registers });
  return {
    registry,
    consumerLag: gauge('consumer_lag_records', 'Records of a partition that are not taken in yet.', ['topic', 'partition']),
    batchRecords: histogram('batch_records', 'Records in a batch from Kafka.', ['topic'], recordBuckets),
    batchSeconds: histogram('batch_seconds', 'How long a batch took, by how it ended.', ['topic', 'outcome'], secondsBuckets),
    decisions: counter('decisions_total', 'Case events and entries decided, by type.', ['type']),
    refusals: counter('refusals_total', 'What was asked for and refused, by the rule that refused it.', ['rule']),
    deadlineLateness: histogram('deadline_lateness_seconds', 'How long after its deadline a case was looked at, by the clock of its utility.', ['utility'], latenessBuckets),
    parkedMessages: gauge('parked_messages', 'Messages that wait for repair and hold their accounts.', ['utility']),
    deadLetters: counter('dead_letters_total', 'Messages that could not be read or decided, by reason.', ['reason']),
    waitingMessages: gauge('waiting_messages', 'Messages that wait for their account to open.', ['utility']),
    breakerTripped: gauge('breaker_tripped', '1 while the breaker for such orders is open.', ['utility', 'kind']),
    outboxDepth: gauge('outbox_rows', 'Rows that wait to be sent.', ['utility', 'kind']),
    outboxSent: counter('outbox_sent_total', 'Rows sent.', ['kind']),
    obligationAttempts: counter('obligation_attempts_total', 'Tries to carry out what was ordered.', ['kind', 'outcome']),
    nudges: counter('nudges_total', 'Workflows woken.', ['outcome']),
    reconciled: counter('reconciled_total', 'Cases that the reconciler had to nudge.', ['utility']),
    httpSeconds: histogram('http_request_seconds', 'How long requests took, by route and status.', ['method', 'route', 'status'], secondsBuckets),
  };
}

/** One committed transaction, as the store reports it (`onDecided`). */
export function countDecided(metrics: Metrics, { utilityId, types, lateBySeconds }: { utilityId: string; types: readonly string[]; lateBySeconds: readonly number[] }): void {
  for (const type of types) metrics.decisions.inc({ type });
  for (const seconds of lateBySeconds) metrics.deadlineLateness.observe({ utility: utilityId }, seconds);
}

/** One handled batch, as messaging reports it (`onStats`). */
export function countBatch(metrics: Metrics, batch: { topic: string; partition: number; size: number; lag: number; durationMs: number; outcome: string }): void {
  metrics.consumerLag.set({ topic: batch.topic, partition: String(batch.partition) }, batch.lag);
  metrics.batchRecords.observe({ topic: batch.topic }, batch.size);
  metrics.batchSeconds.observe({ topic: batch.topic, outcome: batch.outcome }, batch.durationMs / 1_000);
}
