import LineBreaker from 'linebreak';
import { fontFor, fontForLetter, type FontName, type Weight } from './fonts.ts';

/** A piece of a line in one font. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
  readonly width: number;
}
export type Line = readonly Run[];

export type Measure = (text: string, font: FontName, weight: Weight) => number;

/** Breaks a paragraph into lines by the rules of Unicode's Annex 14; Korean words stay whole. Widths in points. @throws NoGlyph */
export function linesOf(text: string, language: string, weight: Weight, width: number, measure: Measure): readonly Line[] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const { piece, endsLine } of pieces(text, language)) {
    for (const part of fitting(runsOf(piece, language, weight, measure), width, language, weight, measure)) {
      const visible = part.reduce((sum, run) => sum + run.width, 0) - trailingSpace(part, weight, measure);
      if (used > 0 && used + visible > width) {
        lines.push([]);
        used = 0;
      }
      (lines.at(-1) as Run[]).push(...part);
      used += part.reduce((sum, run) => sum + run.width, 0);
    }
    if (endsLine) {
      lines.push([]);
      used = 0;
    }
  }
  return lines.map(joined).filter((line, index) => line.length > 0 || index < lines.length - 1);
}

function* pieces(text: string, language: string): Generator<{ readonly piece: string; readonly endsLine: boolean }> {
  const breaker = new LineBreaker(text);
  let from = 0;
  for (let found = breaker.nextBreak(); found !== null; found = breaker.nextBreak()) {
    const splitsWord = language === 'ko' && !found.required && !/[\s-]$/.test(text.slice(from, found.position)) && found.position < text.length;
    if (splitsWord) continue;
    yield { piece: text.slice(from, found.position).replace(/[\r\n]+$/, ''), endsLine: found.required && found.position < text.length };
    from = found.position;
  }
}

/** A piece stays in one font where one has all of it; a name in two scripts changes fonts in between. */
function runsOf(piece: string, language: string, weight: Weight, measure: Measure): readonly Run[] {
  const whole = fontFor(piece, language);
  if (whole !== null) return [{ text: piece, font: whole, width: measure(piece, whole, weight) }];
  const runs: { text: string; font: FontName }[] = [];
  for (const letter of piece) {
    const font = /\s/.test(letter) ? (runs.at(-1)?.font ?? 'latin') : fontForLetter(letter, language);
    const last = runs.at(-1);
    if (last?.font === font) last.text += letter;
    else runs.push({ text: letter, font });
  }
  return runs.map((run) => ({ ...run, width: measure(run.text, run.font, weight) }));
}

/** What is wider than the line all by itself, such as a long address of a web page, is cut where it has to be. */
function fitting(runs: readonly Run[], width: number, language: string, weight: Weight, measure: Measure): readonly (readonly Run[])[] {
  if (runs.reduce((sum, run) => sum + run.width, 0) - trailingSpace(runs, weight, measure) <= width) return [runs];
  return runs.flatMap((run) => [...run.text].map((letter) => runsOf(letter, language, weight, measure)));
}

function trailingSpace(runs: readonly Run[], weight: Weight, measure: Measure): number {
  const last = runs.at(-1);
  const spaces = last?.text.match(/\s+$/)?.[0];
  return last && spaces ? measure(spaces, last.font, weight) : 0;
}

/** Neighbours in one font become one run, so that a reader finds words and not letters. */
function joined(line: readonly Run[]): Line {
  return line.reduce<Run[]>((runs, run) => {
    const last = runs.at(-1);
    if (last?.font !== run.font) return [...runs, run];
    return [...runs.slice(0, -1), { ...run, text: last.text + run.text, width: last.width + run.width }];
  }, []);
}
