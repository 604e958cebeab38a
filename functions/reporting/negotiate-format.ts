import { problem } from '../shared/problem.ts';
import type { Format } from './reading.schema.ts';

const MEDIA: Record<string, Format> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'text/html': 'html',
  'text/csv': 'csv',
  'application/vnd.datapackage+json': 'datapackage',
  'text/*': 'csv',
};

/**
 * The form that a reader asks for: by name, or by its `Accept` header (RFC 9110, 12.5.1); JSON where it does not mind.
 * @throws Problem 406 for a header that takes none of ours
 */
export function negotiateFormat(format: Format | undefined, accept: string | undefined): Format {
  if (format !== undefined) return format;
  if (accept === undefined || accept.trim() === '') return 'json';
  const [best] = accept
    .split(',')
    .map(parseRange)
    .filter((range) => range.format !== undefined && range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (best?.format) return best.format;
  throw problem('not_acceptable');
}

function parseRange(range: string): { format: Format | undefined; quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const value = quality === undefined ? 1 : Number(quality);
  return { format: MEDIA[type], quality: Number.isFinite(value) ? value : 0 };
}
