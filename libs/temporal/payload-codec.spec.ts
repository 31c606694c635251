import { EncryptingCodec, UnknownPayloadKey } from './payload-codec.ts';

const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"caseId":"A1.1"}') };

describe('EncryptingCodec', () => {
  it('gives back what it was given, and shows nothing of it', async () => {
    const codec = new EncryptingCodec([first]);
    const [encoded] = await codec.encode([payload]);
    expect(Buffer.from(encoded?.data ?? []).toString('latin1')).not.toContain('A1.1');
    expect(Buffer.from(encoded?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    const [decoded] = await codec.decode([encoded as never]);
    expect(Buffer.from(decoded?.data ?? []).toString()).toBe('{"caseId":"A1.1"}');
    expect(Buffer.from(decoded?.metadata?.['encoding'] ?? []).toString()).toBe('json/plain');
  });

  it('reads what an earlier key encrypted, and refuses an unknown one by its id', async () => {
    const [old] = await new EncryptingCodec([first]).encode([payload]);
    await expect(new EncryptingCodec([second, first]).decode([old as never])).resolves.toHaveLength(1);
    await expect(new EncryptingCodec([second]).decode([old as never])).rejects.toThrow(UnknownPayloadKey);
  });

  it('notices a changed byte', async () => {
    const codec = new EncryptingCodec([first]);
    const [encoded] = await codec.encode([payload]);
    const data = Buffer.from(encoded?.data ?? []);
    data[data.length - 1] = (data.at(-1) as number) ^ 1;
    await expect(codec.decode([{ ...encoded, data } as never])).rejects.toThrow();
  });
});
