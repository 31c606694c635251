/** A field of a CSV record, quoted where it has to be (RFC 4180). */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same of a text that may come from outside: one that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvText(text: string): string {
  return csvField(/^\s*[=+\-@|%\t\r\n]/.test(text) ? `'${text}` : text);
}
