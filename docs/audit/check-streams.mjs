#!/usr/bin/env node
/*
 * Checks an export of Arrears' streams offline:   node check-streams.mjs DIR --keys JWKS.json [--utility ID] [--copies FILE]
 *
 * DIR      what `arrears export --audit DIR` wrote: seals.ndjson, heads.ndjson, streams/*.ndjson
 * --keys   the public keys (a JSON Web Key Set, from /.well-known/jwks.json), kept by the auditor, not taken from the export
 * --utility whose export it is: every record has to be of it, and copies of other utilities are passed over
 * --copies records that were kept elsewhere, one a line: the seal itself, or the message of topic chain.seals
 *
 * It needs Node 20 or later and nothing else. It was written from docs/tamper-evidence.md and shares no code with Arrears.
 * Each finding is a line with its place; the exit code is 0 when there is none, 1 when there are some, 2 when it could not check.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const zeros = '0'.repeat(64);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
let findings = 0;
const seen = new Set();
const found = (where, what) => {
  findings += 1;
  console.log(`${where}: ${what}`);
};

async function* linesOf(file) {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) if (line.trim() !== '') yield line;
}

function argument(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** A seal is a compact JWS: header.payload.signature, each in base64url. */
function open(seal) {
  const [header, payload, signature] = seal.split('.');
  const text = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  return { header: text(header), record: text(payload), signed: Buffer.from(`${header}.${payload}`), signature: Buffer.from(signature, 'base64url') };
}

function signedByOneOf(keys, { header, signed, signature }) {
  return header.alg === 'EdDSA' && keys.some((key) => verify(null, signed, key, signature));
}

async function main(dir) {
  const keysFile = argument('--keys');
  if (dir === undefined || keysFile === undefined) throw new Error('usage: node check-streams.mjs DIR --keys JWKS.json [--utility ID] [--copies FILE]');
  const keys = JSON.parse(readFileSync(keysFile, 'utf8')).keys.filter(({ crv }) => crv === 'Ed25519').map((jwk) => createPublicKey({ key: jwk, format: 'jwk' }));
  if (keys.length === 0) throw new Error(`${keysFile} has no Ed25519 key`);

  // The records: each signed, numbered from 1 without a gap, and naming the hash of the one before.
  const records = new Map();
  let utility = argument('--utility');
  const isOneUtilityGiven = utility !== undefined;
  let previous = zeros;
  for await (const line of linesOf(join(dir, 'seals.ndjson'))) {
    const { seal } = JSON.parse(line);
    const opened = open(seal);
    const { record } = opened;
    const where = `record ${record.number} of ${record.on}`;
    if (record.number !== records.size + 1) found(where, `record ${records.size + 1} is missing before it`);
    utility ??= record.utility;
    if (record.utility !== utility) found(where, `it is of ${record.utility}, and not of ${utility}`);
    if (!signedByOneOf(keys, opened)) found(where, 'none of the keys signed it');
    if (record.previous !== previous) found(where, 'it does not follow the record before');
    previous = sha256(seal);
    records.set(record.number, { ...record, seal, lines: createHash('sha256'), counted: 0 });
  }
  if (argument('--copies') !== undefined) {
    for await (const line of linesOf(argument('--copies'))) {
      const { seal = undefined, data = undefined } = line.startsWith('{') ? JSON.parse(line) : { seal: line.trim() };
      const copy = seal ?? data.seal;
      const { record } = open(copy);
      if (isOneUtilityGiven && record.utility !== utility) continue;
      if (records.get(record.number)?.seal !== copy) found(`record ${record.number} of ${record.on}`, 'a copy of it was kept, and the export has none or another');
    }
  }

  // The heads: those of each record, in the order of the file, are what was signed.
  const heads = new Map();
  for await (const line of linesOf(join(dir, 'heads.ndjson'))) {
    const { number, stream, fromVersion, version, hash } = JSON.parse(line);
    const record = records.get(number);
    if (record === undefined) found(`head of ${stream}`, `it belongs to record ${number}, which is not there`);
    else {
      record.lines.update(`${JSON.stringify([stream, fromVersion, version, hash])}\n`);
      record.counted += 1;
      heads.set(stream, [...(heads.get(stream) ?? []), { number, version, hash }]);
    }
  }
  for (const record of records.values()) {
    const where = `record ${record.number} of ${record.on}`;
    if (record.counted !== record.moved) found(where, `it has ${record.counted} heads, and was signed over ${record.moved}`);
    if (record.lines.digest('hex') !== record.heads) found(where, 'its heads are not those over which it was signed');
  }

  // The streams: each event's hash covers its text and the hash before it; each sealed head stands where it was sealed.
  const day = (head) => `record ${head.number} of ${records.get(head.number)?.on}`;
  let [streams, events] = [0, 0];
  let at = null;
  const end = () => {
    if (at === null) return;
    for (const head of at.ahead) found(`${at.stream}, version ${at.version + 1}`, `the stream ends at version ${at.version}, and ${day(head)} vouches for ${head.version}`);
    heads.delete(at.stream);
    streams += 1;
  };
  for (const file of readdirSync(join(dir, 'streams')).sort()) {
    for await (const line of linesOf(join(dir, 'streams', file))) {
      const { stream, version, body, hash } = JSON.parse(line);
      if (at?.stream !== stream) {
        end();
        if (seen.has(stream)) found(stream, 'it comes a second time: one history of it is not the one that was recorded');
        seen.add(stream);
        at = { stream, version: 0, hash: zeros, ahead: heads.get(stream) ?? [], good: null };
      }
      const where = `${stream}, version ${version}`;
      const vouching = at.good === null ? 'no record vouches for what comes before' : `${day(at.good)} vouches for versions 1 to ${at.good.version}`;
      if (version !== at.version + 1) found(where, `it follows version ${at.version}; ${vouching}`);
      if (sha256(at.hash, '\n', body) !== hash) found(where, `its text and its hash do not belong together; ${vouching}`);
      for (const head of at.ahead.filter((sealed) => sealed.version <= version)) {
        if (head.version === version && head.hash === hash) at.good = head;
        else found(where, `${day(head)} has another hash at version ${head.version}; ${vouching}`);
      }
      at = { ...at, version, hash, ahead: at.ahead.filter((sealed) => sealed.version > version) };
      events += 1;
    }
    end();
    at = null;
  }
  for (const [stream, sealed] of heads) found(stream, `the stream is gone, and ${day(sealed.at(-1))} vouches for it`);

  const last = [...records.values()].at(-1);
  console.log(`${streams} streams, ${events} events, ${records.size} records${last === undefined ? '' : `, the last of ${last.on}`}: ${findings} findings`);
}

main(process.argv[2]).then(
  () => process.exit(findings === 0 ? 0 : 1),
  (error) => {
    console.error(String(error.message ?? error));
    process.exit(2);
  },
);
