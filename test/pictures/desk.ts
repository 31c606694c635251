/*
 * Draws every screen of the console, light and dark, on a desk and on a tablet: docs/screens/*.jpg, and the page that shows them all.
 * `npm run pictures [-- PART OF A NAME]`; needs Chromium.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { settled } from '../support/browser.ts';
import { deskMorning, fillDesk } from '../support/desk-county.ts';
import { deskScreens, type DeskScreen } from '../support/desk-screens.ts';
import { openScreen, TestDesk } from '../support/test-desk.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'screens');
const sizes = { wide: { width: 1440, height: 900 }, tablet: { width: 820, height: 1180 } } as const;
const colors = ['light', 'dark'] as const;
const mostBytes = 120_000;
const qualities = [62, 48, 34];

const fileOf = ({ name }: DeskScreen, size: string, color: string) => `${name}-${size}-${color}.jpg`;

/** As good as fits. @returns its bytes */
async function drawnSmall(page: Page, file: string): Promise<number> {
  for (const quality of qualities) {
    const picture = await page.screenshot({ type: 'jpeg', quality });
    if (picture.length > mostBytes) continue;
    writeFileSync(file, picture);
    return picture.length;
  }
  throw new Error(`${path.basename(file)} does not fit into ${mostBytes} bytes`);
}

async function draw(testDesk: TestDesk, ids: Readonly<Record<string, string>>, screens: readonly DeskScreen[]): Promise<void> {
  const { page, leave } = await testDesk.enter('local-supervisor');
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const screen of screens) {
      await openScreen(page, testDesk.api.api.url, screen, ids);
      for (const colorScheme of colors) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // Charts are drawn anew for the other colours.
        await settled(page);
        const file = path.join(folder, fileOf(screen, size, colorScheme));
        const bytes = await drawnSmall(page, file);
        process.stderr.write(`✓ ${path.basename(file)} (${Math.round(bytes / 1_000)} kB)\n`);
      }
    }
  }
  await leave();
}

function contactSheet(): string {
  const cell = (screen: DeskScreen, size: string) => colors.map((color) => `[![${screen.heading}, ${size}, ${color}](${fileOf(screen, size, color)})](${fileOf(screen, size, color)})`).join(' | ');
  const rows = deskScreens.map((screen) => `## ${screen.heading}\n\n| wide, light | wide, dark | tablet, light | tablet, dark |\n| --- | --- | --- | --- |\n| ${cell(screen, 'wide')} | ${cell(screen, 'tablet')} |\n`);
  return `# The screens of the console\n\nMade by \`npm run pictures\` from a small county that ${'`test/support/desk-county.ts`'} fills; its people are made up.\n\n${rows.join('\n')}`;
}

const [wanted = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const testDesk = await TestDesk.open(deskMorning);
try {
  await draw(testDesk, await fillDesk(testDesk.api), deskScreens.filter(({ name }) => name.includes(wanted)));
} finally {
  await testDesk.stop();
}
const known = new Set(deskScreens.flatMap((screen) => Object.keys(sizes).flatMap((size) => colors.map((color) => fileOf(screen, size, color)))));
for (const file of readdirSync(folder)) if (file.endsWith('.jpg') && !known.has(file)) rmSync(path.join(folder, file));
writeFileSync(path.join(folder, 'README.md'), contactSheet());
process.exit(0);
