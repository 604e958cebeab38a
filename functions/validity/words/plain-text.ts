import { capital, humanise } from './language.ts';
import { momentText } from './moment-text.ts';

/** Any value of a YAML file in a line of words; nothing of it is left out. */
export function plainText(value: unknown): string {
  if (value === null) return 'not stated';
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value === '' ? 'empty' : momentText(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const parts = value.map(plainText);
    return parts.length === 0 ? 'none' : parts.join(value.some(isObject) ? '; ' : ', ');
  }
  return Object.entries(value)
    .map(([key, one]) => `${humanise(key)} ${isObject(one) ? `(${plainText(one)})` : plainText(one)}`)
    .join(', ');
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a value as label and words: what no view has a better form for. */
export const plainTerms = (value: object): [label: string, text: string][] =>
  Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => [capital(humanise(key)), plainText(one)]);
