import { z } from 'zod';
import { lineStatuses, seasonStatuses } from '../../../libs/tax-roll/season.state.ts';
import type { RollCommand } from '../../../libs/tax-roll/index.ts';
import type { OfficePort, Role } from './arrears-client.ts';

const seasonSchema = z.object({
  status: z.enum(seasonStatuses),
  approvals: z.array(z.string()),
  files: z.array(z.object({ on: z.string() })),
  settlements: z.array(z.object({ settlementId: z.string() })),
});
const lineSchema = z.object({
  lineId: z.string(),
  parcelId: z.string().nullable(),
  status: z.enum(lineStatuses),
  amountCents: z.int(),
  openCents: z.int(),
  suspendedCents: z.int(),
  noticeMailedOn: z.string().nullable(),
  waitsForAnswer: z.array(z.string()),
});
export type DeskLine = z.infer<typeof lineSchema>;
const pageSchema = z.object({ items: z.array(lineSchema), nextCursor: z.string().nullable() });
const fileSchema = z.object({ fileName: z.string(), text: z.string() });

const linesOnPage = 200;

/** A season of the tax roll over HTTP, as those see it who work with it. */
export class RollDesk {
  readonly #port: OfficePort;
  readonly #seasonId: string;
  readonly #path: string;

  constructor(port: OfficePort, seasonId: string) {
    this.#port = port;
    this.#seasonId = seasonId;
    this.#path = `/tax-roll/seasons/${encodeURIComponent(seasonId)}`;
  }

  async open(authority: string, season: string): Promise<void> {
    await this.#port.write('supervisor', '/tax-roll/seasons', { authority, season }, `${this.#seasonId}/open`);
  }

  async season(): Promise<z.infer<typeof seasonSchema>> {
    return seasonSchema.parse(await this.#port.read(this.#path));
  }

  /** In order of their ids. */
  async lines(): Promise<DeskLine[]> {
    const lines: DeskLine[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = pageSchema.parse(await this.#port.read(`${this.#path}/lines?limit=${linesOnPage}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`));
      lines.push(...page.items);
      cursor = page.nextCursor;
    }
    return lines;
  }

  /** @param nth of the lists as filed */
  async file(kind: 'roll' | 'notices' | 'changes', nth = 1): Promise<z.infer<typeof fileSchema>> {
    return fileSchema.parse(await this.#port.read(`${this.#path}/files/${kind}?nth=${nth}`));
  }

  /** @param as what, once for ever in this season */
  async act(command: RollCommand, as: string, role: Role = 'supervisor'): Promise<void> {
    await this.#port.write(role, `${this.#path}/commands`, command, `${this.#seasonId}/${as}`);
  }

  async import(kind: 'owners' | 'mailed' | 'answers' | 'settlement', text: string, as: string): Promise<void> {
    await this.#port.write('supervisor', `${this.#path}/imports`, { kind, text }, `${this.#seasonId}/${as}`);
  }

  async fileCorrections(as: string): Promise<void> {
    await this.#port.write('supervisor', `${this.#path}/corrections`, {}, `${this.#seasonId}/${as}`);
  }
}
