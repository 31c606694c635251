import { placeOf } from './place-in-json.ts';

const text = JSON.stringify({ id: 'p1', data: { amountCents: 42.5, lines: [{ service: 'water' }, { service: 'sewer' }] }, amountCents: 1 }, null, 2);
const at = (...path: string[]) => text.slice(...placeOf(text, path));

describe('the place of a fault in a message', () => {
  it('is the line of its name, at its depth', () => {
    expect([at('data', 'amountCents'), at('amountCents'), at('id')]).toEqual(['"amountCents": 42.5,', '"amountCents": 1', '"id": "p1",']);
  });

  it('is found in lists by number', () => {
    expect(at('data', 'lines', '1', 'service')).toBe('"service": "sewer"');
  });

  it('that is not there is where it would belong', () => {
    expect(at('data', 'tender')).toBe('"data": {');
  });

  it('of the whole message is the whole', () => {
    expect(at()).toBe(text);
  });
});
