import { z } from 'zod';

export const forms = ['letter', 'posting', 'door-hanger', 'script'] as const;
export type FormName = (typeof forms)[number];

const points = z.number().nonnegative();
/** From the left, from the top, width, height. */
const box = z.tuple([points, points, points, points]);

/** How a form lies on paper, in points (72 to the inch). */
export const formLayoutSchema = z.strictObject({
  paper: z.tuple([points, points]),
  /** Top, right, bottom, left. */
  margins: box,
  /** The window of the envelope: where the address goes, and where nothing else may be. */
  window: z.strictObject({ envelope: z.string().min(1), address: box, keepClear: box }).optional(),
  /** Where the title begins; the sender stands above. */
  contentFrom: points,
  title: points,
  /** The largest size of the text, and the smallest that is taken to stay on one page. */
  body: z.tuple([points, points]),
});
export type FormLayout = z.infer<typeof formLayoutSchema>;
