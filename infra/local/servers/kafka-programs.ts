import type { JavaProgram } from './maven-jars.ts';

const VERSION = '4.1.0';

export const KAFKA: JavaProgram = {
  name: 'kafka',
  title: 'Apache Kafka',
  version: VERSION,
  artifacts: [
    `org.apache.kafka:kafka_2.13:${VERSION}`,
    `org.apache.kafka:kafka-tools:${VERSION}`,
    // Without a binding for its logging interface the broker would be silent about its troubles.
    'org.apache.logging.log4j:log4j-slf4j-impl:2.24.3',
  ],
};
