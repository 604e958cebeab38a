import { Problem } from '../shared/problem.ts';

export type Format = 'json' | 'csv';

const MEDIA: Record<string, Format> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'text/csv': 'csv',
  'text/*': 'csv',
};

/**
 * The form that a reader asks for: by name, or by its `Accept` header (RFC 9110, 12.5.1); JSON where it does not mind.
 * @throws Problem 400 for a format that we do not write, 406 for a header that takes none of ours
 */
export function negotiateFormat(format: string | undefined, accept: string | undefined): Format {
  if (format === 'json' || format === 'csv') return format;
  if (format !== undefined) throw new Problem(400, 'unknown_format', 'Ask for format json or csv.');
  if (accept === undefined || accept.trim() === '') return 'json';
  const [best] = accept
    .split(',')
    .map(parseRange)
    .filter((range) => range.format !== undefined && range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (best?.format) return best.format;
  throw new Problem(406, 'not_acceptable', 'Accept application/json or text/csv.');
}

function parseRange(range: string): { format: Format | undefined; quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const value = quality === undefined ? 1 : Number(quality);
  return { format: MEDIA[type], quality: Number.isFinite(value) ? value : 0 };
}
