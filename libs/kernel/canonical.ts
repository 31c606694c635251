import canonicalize from 'canonicalize';

/** RFC 8785 text of a JSON value: same value, same bytes. @throws TypeError for what JSON cannot say */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical text');
  return text;
}
