export { createMessaging } from './kafka-messaging.ts';
export {
  NothingResolved,
  RecordTooLarge,
  type BatchHandler,
  type BatchStats,
  type ConsumeOptions,
  type Consumption,
  type IncomingBatch,
  type IncomingRecord,
  type Messaging,
  type MessagingLog,
  type MessagingOptions,
  type OutgoingRecord,
  type PartitionOffsets,
  type Stuck,
  type TopicSpec,
} from './messaging.ts';
