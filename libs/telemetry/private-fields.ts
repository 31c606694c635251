/** Fields that never reach a log line, at whatever depth: what names a person, what opens a door, what a customer wrote. */
export const privateFields = [
  'name',
  'customer',
  'mailingAddress',
  'premiseAddress',
  'note',
  'outcome',
  'body',
  'value',
  'payload',
  'params',
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'databaseUrl',
  'payloadKey',
  'clearanceKey',
] as const;
const isPrivate = new Set(privateFields.map((field) => field.toLowerCase()));

const deepest = 6;
export const hidden = '[hidden]';

/** A copy without private fields. Errors pass: their own serializer says what is told of them. */
export function withoutPrivateFields(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (Buffer.isBuffer(value) || depth >= deepest) return hidden;
  if (Array.isArray(value)) return value.map((item) => withoutPrivateFields(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, isPrivate.has(field.toLowerCase()) ? hidden : withoutPrivateFields(inner, depth + 1)]),
  );
}

/** Of an error: its kind, message, code, place and cause. A driver hangs rows and parameters on its errors; those stay out. */
export function toldError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return withoutPrivateFields(error);
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause !== undefined && depth < deepest ? { cause: toldError(cause, depth + 1) } : {}),
  };
}
