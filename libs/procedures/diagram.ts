import type { Law } from '../policy/facts.ts';
import { holdKinds, type StepName } from '../policy/pack.ts';
import { predicateOf, type Guard } from '../policy/predicates/index.ts';
import { stepOrder } from './sections/steps.ts';
import { listed, spoken } from './words.ts';

/** What a diagram is drawn from, the same for SVG and PDF; lengths in points, from the upper left corner. */
export type Shape =
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly tone: 'step' | 'end' | 'note' }
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly size: number; readonly bold: boolean; readonly anchor: 'start' | 'middle' }
  | { readonly kind: 'line'; readonly points: readonly (readonly [number, number])[]; readonly dashed: boolean; readonly arrow: boolean };

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** The diagram in words, for who cannot see it. */
  readonly description: string;
  readonly shapes: readonly Shape[];
}

const width = 504;
const main = { x: 170, width: 170, height: 30 };
const noteX = 372;
const noteWidth = width - noteX;
const sizes = { step: 10, small: 8, line: 10.5 };

interface Stop {
  readonly title: string;
  readonly tone: 'step' | 'end';
  /** What has to pass before it, told beside the arrow. */
  readonly waits: readonly string[];
  /** Holds after whose end a case goes on here. */
  readonly resumes: readonly string[];
}

/** The way of a case from the first unpaid bill to its end, with what it waits for and where it goes on after a hold. */
export function stepDiagram(law: Law): Diagram {
  const stops = stopsOf(law);
  const shapes: Shape[] = [];
  const exits: number[] = [];
  let y = 4;
  let noteEnds = 0;
  for (const [index, stop] of stops.entries()) {
    if (index > 0) y = arrowDown(shapes, y, noteEnds, stop.waits);
    box(shapes, y, stop);
    if (stop.resumes.length > 0) noteEnds = resumeNote(shapes, y, stop.resumes);
    if (stop.tone === 'step') exits.push(y + main.height / 2);
    y += main.height;
  }
  paidLine(shapes, exits, y - main.height / 2);
  return {
    width,
    height: y + 6,
    title: `The steps of a case under ${law.pack.id} version ${law.pack.version}`,
    description: stops.map(({ title, waits, resumes }) => `${title}${waits.length > 0 ? `, after: ${waits.join(' ')}` : ''}${resumes.length > 0 ? `; cases go on here after a hold of the kind ${listed(resumes)}` : ''}.`).join(' '),
    shapes,
  };
}

function stopsOf(law: Law): Stop[] {
  const steps = stepOrder.filter((step) => law.pack.steps[step] !== undefined);
  const start: Stop = { title: 'A bill is past due', tone: 'end', waits: [], resumes: [] };
  const end: Stop = { title: 'The case closes', tone: 'end', waits: [], resumes: [] };
  return [start, ...steps.map((step): Stop => ({ title: law.pack.steps[step]?.says ?? step, tone: 'step', waits: waitsOf(step, law), resumes: resumesAt(step, law) })), end];
}

/** The conditions that time alone fulfils: what a case waits for before that step. The meter asks the same again; it is told once. */
function waitsOf(step: StepName, law: Law): string[] {
  if (step === 'clearance') return ['Every condition is asked again at the door.'];
  const told = (guards: readonly Guard[], forWhom: string) =>
    guards.filter((guard) => step === 'restoration' || isCounted(guard)).map((guard) => `${forWhom}${predicateOf(guard).predicate.says(predicateOf(guard).args, law)}`);
  const ofPaths = (law.pack.paths ?? []).flatMap((path) => told(path.guards?.[step] ?? [], `${path.says}: `));
  return [...told(law.pack.steps[step]?.guards ?? [], ''), ...ofPaths];
}

/** It waits for a number of days or hours, not just for the next window. */
function isCounted(guard: Guard): boolean {
  const { predicate, args } = predicateOf(guard);
  return predicate.isWait === true && Object.keys(args).length > 1;
}

function resumesAt(step: StepName, { pack }: Law): string[] {
  return holdKinds.filter((kind) => pack.holds[kind].resumeAt === step).map((kind) => spoken(kind).toLowerCase());
}

function box(shapes: Shape[], y: number, { title, tone }: Stop): void {
  shapes.push({ kind: 'box', x: main.x, y, width: main.width, height: main.height, tone });
  shapes.push({ kind: 'text', x: main.x + main.width / 2, y: y + main.height / 2 + sizes.step / 3, text: title, size: sizes.step, bold: true, anchor: 'middle' });
}

/** An arrow as long as what is told beside it, below a note that hangs down from the step before. @returns where it ends */
function arrowDown(shapes: Shape[], from: number, noteEnds: number, waits: readonly string[]): number {
  const told = Math.max(from, waits.length === 0 ? from : noteEnds);
  const lines = waits.flatMap((wait) => wrapped(wait, width - main.x - main.width / 2 - 14, sizes.small));
  const to = Math.max(from + 22, told + lines.length * sizes.line + 12);
  const x = main.x + main.width / 2;
  shapes.push({ kind: 'line', points: [[x, from], [x, to]], dashed: false, arrow: true });
  lines.forEach((text, index) => shapes.push({ kind: 'text', x: x + 10, y: told + 12 + index * sizes.line, text, size: sizes.small, bold: false, anchor: 'start' }));
  return to;
}

/** @returns where the note ends */
function resumeNote(shapes: Shape[], y: number, kinds: readonly string[]): number {
  const lines = wrapped(`On again here after: ${listed(kinds)}`, noteWidth - 10, sizes.small);
  const height = lines.length * sizes.line + 7;
  const top = y + 2;
  shapes.push({ kind: 'box', x: noteX, y: top, width: noteWidth, height, tone: 'note' });
  lines.forEach((text, index) => shapes.push({ kind: 'text', x: noteX + 5, y: top + sizes.line + index * sizes.line, text, size: sizes.small, bold: false, anchor: 'start' }));
  shapes.push({ kind: 'line', points: [[noteX, y + main.height / 2], [main.x + main.width, y + main.height / 2]], dashed: true, arrow: true });
  return top + height;
}

/** From every step to the end: a debt that is paid ends the case wherever it stands. */
function paidLine(shapes: Shape[], exits: readonly number[], endY: number): void {
  const x = main.x - 24;
  for (const y of exits) shapes.push({ kind: 'line', points: [[main.x, y], [x, y]], dashed: true, arrow: false });
  const top = Math.min(...exits);
  shapes.push({ kind: 'line', points: [[x, top], [x, endY], [main.x, endY]], dashed: true, arrow: true });
  const lines = wrapped('At any step: when nothing is past due any more, the case closes; water that is off comes back first. While a hold stands, every step waits.', x - 14, sizes.small);
  lines.forEach((text, index) => shapes.push({ kind: 'text', x: 4, y: top + 4 + index * sizes.line, text, size: sizes.small, bold: false, anchor: 'start' }));
}

/** Helvetica's letters are about half as wide as high. Wide enough to be right for the widest words that packs use. */
function wrapped(text: string, room: number, size: number): string[] {
  const letters = Math.floor(room / (size * 0.5));
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}
