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
  'fence-p99': 'Since court.events has a consumer of its own, a petition waits for no batch before it (before, in a short run on a cold stack, half of the petitions took more than 1.3 s). What is left is the event loop that it shares with the other lane, a dozen round trips to PostgreSQL in its transaction, and two cores that all servers share. A process of its own for the courts, on a core of its own, would take away the first and the last.',
  'what-if':
    'A case with its notice, tag, shut-off and restoration is some forty looks, and both packs look. Facts that no pack decides otherwise are decided once for both, threads read types as Node does (tsx names every inner function anew), and what an account and a time alone say is kept for the length of a look. One law is watched for all accounts, so that what follows from a law alone is worked out once, and a ledger is kept until money changes. Further: dates as numbers in place of texts, and contexts that are not put together anew after each decision of one look. Threads take seconds to start and to warm: small runs say little. The memory is that of the bench, too, which holds its county.',
  'pure-decisions': 'A fifth each goes to the ledger, to the guards and to dates that were computed before (finding them, not computing). A ledger and verdicts kept for the length of one decision would spare the most.',
};
