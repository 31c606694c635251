import { createLogUpdate } from 'log-update';

import { type Progress, type Report, reportToStderr } from '../servers/progress.ts';
import { cut, duration } from './format.ts';
import { type Paint, paintFor } from './paint.ts';

const SPINNER = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
const SPIN_EVERY_MS = 120;
const BOARD_EVERY_MS = 500;
const LINE_EVERY_MS = 5_000;
const PART_COLUMNS = 13;

/** What is shown again and again: as a picture where the screen can be drawn over, else as a line from time to time. */
export interface Picture {
  readonly draw: (paint: Paint) => string;
  readonly line: () => string;
}

export interface Screen {
  readonly paint: Paint;
  /** News of long steps. */
  readonly report: Report;
  /** Shows this from now on, below everything that was said. */
  show(picture: Picture | undefined): void;
  /** Says something that stays. */
  say(text: string): void;
  /** Leaves what is shown last on the screen. */
  close(): void;
}

export function screenFor(stream: NodeJS.WriteStream): Screen {
  return stream.isTTY ? new LiveScreen(stream) : new LineScreen(stream);
}

interface OpenStep {
  readonly line: Progress;
  readonly beganAtMs: number;
  news: string;
}

/** Draws over itself. */
class LiveScreen implements Screen {
  readonly paint: Paint;
  readonly #stream: NodeJS.WriteStream;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #steps = new Map<string, OpenStep>();
  #picture: Picture | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.paint = paintFor(stream);
    this.#update = createLogUpdate(stream);
    stream.on('resize', () => this.#draw());
  }

  readonly report: Report = (line) => {
    const key = `${line.part} ${line.message}`;
    if (line.state === 'begin') this.#steps.set(key, { line, beganAtMs: performance.now(), news: '' });
    else if (line.state === 'progress') this.#hear(line);
    else {
      this.#steps.delete(key);
      this.say(this.#finished(line));
    }
    this.#tick();
  };

  show(picture: Picture | undefined): void {
    this.#picture = picture;
    this.#tick();
  }

  say(text: string): void {
    this.#update.clear();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#steps.clear();
    this.#draw();
    this.#update.done();
  }

  /** News belong to the step of the same part that is under way. */
  #hear({ part, message }: Progress): void {
    const step = [...this.#steps.values()].find(({ line }) => line.part === part);
    if (step) step.news = message;
    else this.say(`  ${this.paint.faint(`${part.padEnd(PART_COLUMNS)} ${message}`)}`);
  }

  #finished({ part, message, state, tookMs }: Progress): string {
    const mark = state === 'done' ? this.paint.good('✓') : this.paint.bad('✗');
    const took = tookMs === undefined ? '' : this.paint.faint(` ${(tookMs / 1000).toFixed(1)} s`);
    return `${mark} ${part.padEnd(PART_COLUMNS)} ${message}${took}`;
  }

  #tick(): void {
    clearTimeout(this.#timer);
    this.#draw();
    if (this.#steps.size === 0 && this.#picture === undefined) return;
    const everyMs = this.#steps.size > 0 ? SPIN_EVERY_MS : BOARD_EVERY_MS;
    this.#timer = setTimeout(() => this.#tick(), everyMs);
  }

  #draw(): void {
    const steps = [...this.#steps.values()].map((step) => this.#underWay(step));
    const picture = this.#picture === undefined ? [] : ['', this.#picture.draw(this.paint)];
    const text = [...steps, ...picture].join('\n');
    if (text === '') this.#update.clear();
    else this.#update(text);
  }

  #underWay({ line, beganAtMs, news }: OpenStep): string {
    const elapsedMs = performance.now() - beganAtMs;
    const turn = SPINNER[Math.floor(elapsedMs / SPIN_EVERY_MS) % SPINNER.length] as string;
    const said = news === '' ? '' : ` · ${news}`;
    const text = cut(`${line.part.padEnd(PART_COLUMNS)} ${line.message}${said}`, (this.#stream.columns || 80) - 12);
    return `${this.paint.bar(turn)} ${text} ${this.paint.faint(duration(elapsedMs / 1000))}`;
  }
}

/** For logs and pipes: one line after the other. */
class LineScreen implements Screen {
  readonly paint: Paint;
  readonly report: Report = reportToStderr;
  readonly #stream: NodeJS.WriteStream;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.paint = paintFor(stream);
  }

  show(picture: Picture | undefined): void {
    clearInterval(this.#timer);
    if (picture === undefined) return;
    this.say(picture.line());
    let told = picture.line();
    this.#timer = setInterval(() => {
      const line = picture.line();
      // What stands still need not be said again.
      if (line !== told) this.say(line);
      told = line;
    }, LINE_EVERY_MS);
  }

  say(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
