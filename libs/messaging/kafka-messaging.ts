import { within } from './deadline.ts';
import { KafkaAdmin } from './kafka-admin.ts';
import { kafkaClient } from './kafka-client.ts';
import { KafkaConsumption } from './kafka-consumption.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import type { Messaging, MessagingOptions } from './messaging.ts';

/** The port on kafkajs. Nothing connects before it is used. */
export function createMessaging(options: MessagingOptions): Messaging {
  const kafka = kafkaClient(options);
  const publisher = new KafkaPublisher(kafka, options.compression);
  const admin = new KafkaAdmin(kafka);
  const consumptions = new Set<KafkaConsumption>();

  return {
    publish: (records) => publisher.publish(records),
    endOffsets: (topic) => admin.endOffsets(topic),
    committedOffsets: (groupId, topic) => admin.committedOffsets(groupId, topic),
    ensureTopics: (topics) => admin.ensureTopics(topics),
    async consume(consumeOptions) {
      const consumption = new KafkaConsumption(kafka, consumeOptions);
      consumptions.add(consumption);
      await consumption.start();
      return consumption;
    },
    async close({ deadlineMs = 10_000 } = {}) {
      const untilMs = performance.now() + deadlineMs;
      const consumersDrained = await Promise.all([...consumptions].map((consumption) => consumption.close(deadlineMs)));
      // Handlers may have published until now, so the publisher closes after them, with the time that is left.
      const leftMs = Math.max(250, untilMs - performance.now());
      const othersClosed = await within(leftMs, Promise.allSettled([publisher.close(), admin.close()]));
      return { drained: othersClosed && consumersDrained.every((drained) => drained) };
    },
  };
}
