import { z } from 'zod';
import { isInstant } from '../../../libs/kernel/time.ts';

export const placeSchema = z.strictObject({ at: z.string().refine(isInstant), since: z.int(), rank: z.int(), streamId: z.string(), version: z.int() });
