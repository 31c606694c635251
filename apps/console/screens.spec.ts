import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deskScreens } from '../../test/support/desk-screens.ts';

const source = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');

describe('the screens', () => {
  it('stand in the one list by which they are looked at, drawn and tried', () => {
    const routes = [...source('screens.tsx').matchAll(/\bpath: '([^']+)'/g)].map((match) => match[1]);
    expect(deskScreens.map(({ route }) => route).sort()).toEqual(routes.sort());
  });

  it('are reached by the ways that the list names, and by no other', () => {
    const ways = [...source('look/navigation.ts').matchAll(/\bwords: '([^']+)'/g)].map((match) => match[1]);
    expect(deskScreens.flatMap(({ way }) => way ?? []).sort()).toEqual(ways.sort());
  });
});
