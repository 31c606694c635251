import { styleText } from 'node:util';

/** How text is emphasised; the plain one leaves it as it is. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly bar: (text: string) => string;
}

const asIs = (text: string) => text;

export const PLAIN: Paint = { strong: asIs, faint: asIs, good: asIs, warn: asIs, bad: asIs, bar: asIs };

/** Colours where the terminal has them; NO_COLOR and its like are respected. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) => styleText(format, text, { stream });
  return {
    strong: style('bold'),
    faint: style('dim'),
    good: style('green'),
    warn: style('yellow'),
    bad: style(['red', 'bold']),
    bar: style('cyan'),
  };
}
