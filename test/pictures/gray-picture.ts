import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** A picture in grays: one byte a point, row by row. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly points: Uint8Array;
}

/** Every page of a PDF as a picture, drawn by poppler. @throws when pdftoppm is not installed, saying how to get it */
export function pagesOf(pdf: string, dotsPerInch: number): GrayPicture[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'arrears-pages-'));
  try {
    execFileSync('pdftoppm', ['-gray', '-r', String(dotsPerInch), pdf, path.join(folder, 'page')]);
    return readdirSync(folder).sort().map((name) => readPgm(readFileSync(path.join(folder, name))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('pdftoppm draws the pages and is not installed: apt-get install poppler-utils', { cause: error });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readPgm(bytes: Buffer): GrayPicture {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('This is no gray picture of pdftoppm');
  return { width: Number(header[1]), height: Number(header[2]), points: bytes.subarray(header[0].length) };
}

/** Pages beside each other, so many in a row, with a gray seam around them. */
export function contactSheet(pages: readonly GrayPicture[], perRow: number): GrayPicture {
  const seam = 6;
  const cell = { width: Math.max(...pages.map((page) => page.width)) + seam, height: Math.max(...pages.map((page) => page.height)) + seam };
  const width = Math.min(perRow, pages.length) * cell.width + seam;
  const height = Math.ceil(pages.length / perRow) * cell.height + seam;
  const points = new Uint8Array(width * height).fill(0xaa);
  pages.forEach((page, index) => {
    const left = (index % perRow) * cell.width + seam;
    const top = Math.floor(index / perRow) * cell.height + seam;
    for (let row = 0; row < page.height; row += 1) points.set(page.points.subarray(row * page.width, (row + 1) * page.width), (top + row) * width + left);
  });
  return { width, height, points };
}

/** As PNG in `levels` grays (4 or 16): letters need no more, and a page stays small. */
export function pngOf({ width, height, points }: GrayPicture, levels: 4 | 16 = 4): Buffer {
  const bits = levels === 4 ? 2 : 4;
  const perByte = 8 / bits;
  const rowBytes = Math.ceil(width / perByte);
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const gray = Math.round(((points[row * width + column] as number) / 255) * (levels - 1));
      const at = row * (rowBytes + 1) + 1 + Math.floor(column / perByte);
      rows[at] = (rows[at] as number) | (gray << (8 - bits - (column % perByte) * bits));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
