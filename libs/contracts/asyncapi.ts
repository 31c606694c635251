import { deadLetterHeadersSchema } from './dead-letter.ts';
import { accountEnvelopeSchema, envelopeSchema, inDataSchemas, namesOneAccount } from './envelope.ts';
import { deadLetterTopic, factTypesOf, feeds, topicOf, wireTypeOf, type Feed, type InType } from './feeds.ts';
import { inputSchemaOf } from './json-schema.ts';
import { outgoing, type OutType } from './outgoing.ts';
import { maxValueBytes } from './parse-json.ts';
import { allTopics } from './topics.ts';

type Json = Record<string, unknown>;

const outTypes = Object.keys(outgoing) as OutType[];
const ref = (path: string) => ({ $ref: `#/${path}` });
const bindingVersion = '0.5.0';

const limits = new Map(allTopics().map(({ topic, maxMessageBytes }) => [topic, maxMessageBytes]));

/** The AsyncAPI 3 description of every topic, made from the schemas that read and write it. */
export function asyncApiDocument(): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Arrears',
      version: '1.0.0',
      description:
        'What Arrears reads from and says to the systems of a utility, on Kafka: CloudEvents 1.0 in structured JSON. ' +
        `A value may have up to ${maxValueBytes} bytes. What cannot be read goes to the topic's dead letters with its reason, and stops nothing else.`,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries([...feeds.map(inChannel), ...feeds.map(deadLetterChannel), ...outTypes.map(outChannel)]),
    operations: Object.fromEntries([...feeds.map(inOperation), ...feeds.map(deadLetterOperation), ...outTypes.map(outOperation)]),
    components: { messages: { ...inMessages(), ...outMessages(), DeadLetter: deadLetter() }, schemas: schemas() },
  };
}

function typesOf(feed: Feed): readonly InType[] {
  return [...factTypesOf(feed), 'FeedCompleteThrough'];
}

function channel(topic: string, description: string, messages: readonly string[]): [string, Json] {
  return [
    topic,
    {
      address: topic,
      description,
      messages: Object.fromEntries(messages.map((name) => [name, ref(`components/messages/${name}`)])),
      bindings: { kafka: { topic, topicConfiguration: { 'max.message.bytes': limits.get(topic) }, bindingVersion } },
    },
  ];
}

function inChannel(feed: Feed): [string, Json] {
  const key = feed === 'court' ? '`<utility>/<docket>`' : '`<utility>/<account>`';
  return channel(topicOf(feed), `Facts from ${feed}, keyed ${key}; watermarks are keyed \`<utility>/feed\`.`, typesOf(feed));
}

function deadLetterChannel(feed: Feed): [string, Json] {
  return channel(deadLetterTopic(topicOf(feed)), `Records of ${topicOf(feed)} that could not be read or decided: same key and bytes, the reason in headers.`, ['DeadLetter']);
}

function outChannel(type: OutType): [string, Json] {
  const key = isAboutAnAccount(type) ? '`<utility>/<account>`' : '`<utility>/utility`';
  return channel(outgoing[type].topic, `From the outbox alone, keyed ${key}; may come twice, with the same id.`, [type]);
}

function isAboutAnAccount(type: OutType): boolean {
  return 'accountId' in outgoing[type].schema.shape;
}

function operation(name: string, action: 'receive' | 'send', topic: string, messages: readonly string[]): [string, Json] {
  return [name, { action, channel: ref(`channels/${topic}`), messages: messages.map((message) => ref(`channels/${topic}/messages/${message}`)) }];
}

function inOperation(feed: Feed): [string, Json] {
  return operation(`receive-${feed}`, 'receive', topicOf(feed), typesOf(feed));
}

function deadLetterOperation(feed: Feed): [string, Json] {
  return operation(`dead-letter-${feed}`, 'send', deadLetterTopic(topicOf(feed)), ['DeadLetter']);
}

function outOperation(type: OutType): [string, Json] {
  return operation(`send-${outgoing[type].topic.replace('.', '-')}`, 'send', outgoing[type].topic, [type]);
}

function keyBinding(pattern: string): Json {
  return { kafka: { key: { type: 'string', pattern }, bindingVersion } };
}

function message(name: string, wireType: string, envelope: string, key: string): Json {
  return {
    name: wireType,
    title: name,
    contentType: 'application/cloudevents+json',
    payload: {
      allOf: [ref(`components/schemas/${envelope}`), { type: 'object', required: ['data'], properties: { type: { const: wireType }, data: ref(`components/schemas/${name}`) } }],
    },
    bindings: keyBinding(key),
  };
}

function inMessages(): Json {
  return Object.fromEntries(
    (Object.keys(inDataSchemas) as InType[]).map((type) => {
      const key = type === 'FeedCompleteThrough' ? '^[^/]+/feed$' : '^[^/]+/.+$';
      return [type, message(type, wireTypeOf(type), namesOneAccount(type) ? 'AccountEnvelope' : 'Envelope', key)];
    }),
  );
}

function outMessages(): Json {
  return Object.fromEntries(outTypes.map((type) => [type, message(type, outgoing[type].wireType, isAboutAnAccount(type) ? 'AccountEnvelope' : 'Envelope', isAboutAnAccount(type) ? '^[^/]+/.+$' : '^[^/]+/utility$')]));
}

function deadLetter(): Json {
  return {
    name: 'dead-letter',
    title: 'DeadLetter',
    contentType: 'application/octet-stream',
    summary: 'The bad record as it was. Repair: send the mended message with a new id and "replaces" naming the dead letter.',
    headers: ref('components/schemas/DeadLetterHeaders'),
    payload: { description: 'The bytes as they came; null if there were none.' },
  };
}

function schemas(): Json {
  return {
    Envelope: inputSchemaOf(envelopeSchema),
    AccountEnvelope: inputSchemaOf(accountEnvelopeSchema),
    ...Object.fromEntries(Object.entries(inDataSchemas).map(([type, schema]) => [type, inputSchemaOf(schema)])),
    ...Object.fromEntries(outTypes.map((type) => [type, inputSchemaOf(outgoing[type].schema)])),
    DeadLetterHeaders: inputSchemaOf(deadLetterHeadersSchema),
  };
}
