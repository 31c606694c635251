export interface KafkaPorts {
  readonly kafka: number;
  readonly 'kafka-controller': number;
}

/** Largest record batch the broker takes at all; topics for incoming events allow less, see kafka-topics.ts. */
const BROKER_MAX_MESSAGE_BYTES = 5 * 1024 * 1024;

/** A single node in KRaft mode that is broker and controller at once, on loopback. */
export function serverProperties(ports: KafkaPorts, dataFolder: string): string {
  const properties: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports['kafka-controller']}`,
    listeners: `PLAINTEXT://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports['kafka-controller']}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.kafka}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dataFolder,
    'auto.create.topics.enable': 'false',
    'message.max.bytes': BROKER_MAX_MESSAGE_BYTES,
    'replica.fetch.max.bytes': BROKER_MAX_MESSAGE_BYTES,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    // Consumers of a local stack start one after the other anyhow; waiting for more of them only costs time.
    'group.initial.rebalance.delay.ms': 0,
    // After a kill, the node may come back only when its earlier session has run out.
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 3000,
    'log.retention.hours': 168,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Log4j: warnings and worse, and when the broker has started; to standard output, the server's log file. */
export const LOG4J_PROPERTIES = `
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = [%d] %p %m (%c)%n
logger.server.name = kafka.server.KafkaRaftServer
logger.server.level = info
`.trimStart();
