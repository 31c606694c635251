/** The wire: what Arrears reads and says on Kafka. Documents are made in write-contracts.ts, which is not needed at run time. */
export { badReasons, type BadMessage, type BadReason, type PlacedFault } from './bad-message.ts';
export { deadLetterHeadersSchema, deadLetterRecord, type DeadLetterHeaders, type DeadLetterParts } from './dead-letter.ts';
export { deadLetterTopic, factTypesOf, feedOfTopic, feedOfType, feeds, inTypes, topicOf, typeOfWireType, wireTypeOf, type Feed, type InType } from './feeds.ts';
export {
  billingRequestSchema,
  caseEventMessageSchema,
  decidedLineSchema,
  outgoing,
  workOrderRequestSchema,
  type BillingRequest,
  type CaseEventMessage,
  type DecidedLine,
  type OutData,
  type OutType,
  type WorkOrderRequest,
} from './outgoing.ts';
export { maxValueBytes } from './parse-json.ts';
export { readLine, recordOfLine } from './read-line.ts';
export { readMessage, type FactsIntake, type Intake, type RawMessage, type UnrecordedFact, type WatermarkIntake } from './read-message.ts';
export { cloudEvent, toMessage, Unaddressed, type CloudEvent, type CloudEventParts, type OutRecord } from './send-message.ts';
export { decidedLine, simulateLines, type BesideMessages, type LinesOptions } from './simulate-lines.ts';
export { outgoingMessage, publicData, readOutgoing, type OutgoingParts } from './send-outgoing.ts';
export { allTopics, deadLetterMaxMessageBytes, topicMaxMessageBytes, type TopicNeed } from './topics.ts';
