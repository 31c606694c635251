/** Seen from outside: lines, numbers and probes. Ids only; nothing personal in any of them. */
export { createLogger, newCorrelationId, withCorrelation, type Logger, type LoggerOptions } from './logger.ts';
export { countBatch, countDecided, createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
export { createProbes, startProbeServer, type Check, type ProbeAnswer, type ProbeServerOptions, type ProbesOptions } from './probes.ts';
