/**
 * What is to be said of a measure, by its id: where the time goes, and what it would take to go faster. They stand under the
 * table for goals that were missed; by how much is computed.
 */
export const notes: Readonly<Record<string, string>> = {
  'bulk-intake':
    'apps/ingest is one process on one core, and that core is what limits it. Its profile is spread thin: reading and checking messages 15 %, decisions 13 %, garbage collection 13 %, events and their hashes 9 %, statements and rows 9 % each. Loading the streams of late events one by one took a quarter of the time before they were loaded together. Further: a second process takes half of the partitions, as long as PostgreSQL has a core to itself.',
  'open-cases': 'An event on an open case costs a decision over all rules, case events with their reasons, and rows for the outbox. Limited by the one core of apps/ingest; more processes take more partitions.',
  mixed: 'Limited by the one core of apps/ingest, as in bulk. More processes take more partitions.',
  wakes: 'The whole way shares its cores with the bare part of it: Kafka, ingest, outbox and relay come on top of signal, workflow task and local activity. Cores of its own for Temporal would separate the two.',
  'fence-p99': 'A petition waits for the batches that kafkajs fetched before it. A consumer group of its own for court.events would take it out of that queue.',
  'pure-decisions': 'A fifth each goes to the ledger, to the guards and to dates that were computed before (finding them, not computing). A ledger and verdicts kept for the length of one decision would spare the most.',
};
