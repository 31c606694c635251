import { isLocalDate, type LocalDate } from '../../kernel/time.ts';
import type { RollField } from '../../policy/roll-layout.ts';

export type FieldValue = string | number;

/** A value does not fit its field; the sentence says how it should look. */
export class Misfit extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Misfit';
  }
}

const months = { 'YYYY-MM-DD': [0, 5, 8], YYYYMMDD: [0, 4, 6], 'MM/DD/YYYY': [6, 0, 3] } as const;

/** A value as the authority writes it, without padding. @throws Misfit */
export function fieldText(field: RollField, value: FieldValue | undefined): string {
  if (field.as === 'constant') return field.text as string;
  if (field.as === 'blank') return '';
  if (value === undefined || value === '') {
    if (field.optional) return '';
    throw new Misfit(`"${field.name}" is missing`);
  }
  switch (field.as) {
    case 'cents':
    case 'count':
      return String(value);
    case 'dollars':
      return `${Math.trunc(Number(value) / 100)}.${String(Number(value) % 100).padStart(2, '0')}`;
    case 'date': {
      const [year, month, day] = String(value).split('-') as [string, string, string];
      return (field.format ?? 'YYYY-MM-DD').replace('YYYY', year).replace('MM', month).replace('DD', day);
    }
    case 'code':
      return codeOf(field, String(value));
    default:
      if (/[\r\n]/.test(String(value))) throw new Misfit(`"${field.name}" holds a line break`);
      return String(value);
  }
}

function codeOf({ name, codes }: RollField, meaning: string): string {
  const code = Object.entries(codes ?? {}).find(([, known]) => known === meaning)?.[0];
  if (code === undefined) throw new Misfit(`"${name}" has no code for "${meaning}"`);
  return code;
}

/** What a text of the authority says. @throws Misfit */
export function fieldValue(field: RollField, text: string): FieldValue | undefined {
  if (field.as === 'blank') return undefined;
  if (field.as === 'constant') {
    if (text !== field.text) throw new Misfit(`"${field.text ?? ''}" should stand here, not "${text}"`);
    return undefined;
  }
  if (text === '') {
    if (field.optional) return undefined;
    throw new Misfit(`${field.name} is empty`);
  }
  switch (field.as) {
    case 'cents':
    case 'count':
      if (!/^\d{1,15}$/.test(text)) throw new Misfit(`${field.name} should be a whole number without a sign, not "${text}"`);
      return Number(text);
    case 'dollars': {
      if (!/^\d{1,13}\.\d{2}$/.test(text)) throw new Misfit(`${field.name} should be dollars and cents like 412.40, not "${text}"`);
      return Number(text.replace('.', ''));
    }
    case 'date':
      return dateOf(field, text);
    case 'code': {
      const meaning = field.codes?.[text];
      if (meaning === undefined) throw new Misfit(`${field.name} should be one of ${Object.keys(field.codes ?? {}).join(', ')}, not "${text}"`);
      return meaning;
    }
    default:
      if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`).test(text)) throw new Misfit(`${field.name} should look like ${field.pattern}, not "${text}"`);
      return text;
  }
}

function dateOf({ name, format = 'YYYY-MM-DD' }: RollField, text: string): LocalDate {
  const [year, month, day] = months[format];
  const date = `${text.slice(year, year + 4)}-${text.slice(month, month + 2)}-${text.slice(day, day + 2)}`;
  const isWhole = text.length === format.length && text.replaceAll(/\d/g, '0') === format.replaceAll(/[YMD]/g, '0');
  if (!isWhole || !isLocalDate(date)) throw new Misfit(`${name} should be a day like ${format}, not "${text}"`);
  return date;
}
