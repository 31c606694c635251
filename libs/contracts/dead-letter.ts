import { z } from 'zod';
import { badReasons, type BadMessage } from './bad-message.ts';
import { deadLetterTopic } from './feeds.ts';

/** Beside the untouched bytes of the bad record: why it is here and where it came from. */
export const deadLetterHeadersSchema = z.strictObject({
  'arrears-dead-letter': z.string().min(1).meta({ description: 'Name it in "replaces" of the message that repairs it.' }),
  'arrears-reason': z.enum(badReasons),
  'arrears-detail': z.string().meta({ description: 'What is wrong, where, and how to mend it.' }),
  'arrears-topic': z.string(),
  'arrears-partition': z.string().regex(/^\d+$/),
  'arrears-offset': z.string().regex(/^\d+$/),
  'arrears-utility': z.string().optional(),
  'arrears-account': z.string().optional(),
});
export type DeadLetterHeaders = z.infer<typeof deadLetterHeadersSchema>;

export interface DeadLetterParts {
  readonly deadLetterId: string;
  readonly bad: Pick<BadMessage, 'reason' | 'detail' | 'utilityId' | 'accountId'>;
  readonly origin: { readonly topic: string; readonly partition: number; readonly offset: string };
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** The record for the dead-letter topic: same key, same bytes, and headers that say why. */
export function deadLetterRecord(parts: DeadLetterParts) {
  const { deadLetterId, bad, origin, key, value } = parts;
  const headers: DeadLetterHeaders = {
    'arrears-dead-letter': deadLetterId,
    'arrears-reason': bad.reason,
    'arrears-detail': bad.detail,
    'arrears-topic': origin.topic,
    'arrears-partition': String(origin.partition),
    'arrears-offset': origin.offset,
    ...(bad.utilityId === null ? {} : { 'arrears-utility': bad.utilityId }),
    ...(bad.accountId === null ? {} : { 'arrears-account': bad.accountId }),
  };
  return { topic: deadLetterTopic(origin.topic), key, value, headers };
}
