import { randomBytes } from 'node:crypto';
import { notFound } from '../shared/problem.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A demand id: `d-`, ten characters of time and sixteen of chance (80 bits), Crockford base 32, as in a ULID. It sorts by
 * time, cannot be guessed, and fits the name of an execution.
 */
export function newDemandId(at: Date): string {
  let time = '';
  for (let rest = at.getTime(), i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
    time = (ALPHABET[rest % 32] ?? '0') + time;
  const chance = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `d-${time}${chance}`;
}

/** Whether a path parameter can be a demand's id at all. */
export const isDemandId = (value: string) => /^d-[0-9a-hjkmnp-tv-z]{26}$/.test(value);

/** @throws Problem 404 for what cannot be an id, as for an id that is not there */
export function requireDemandId(value: string): string {
  if (!isDemandId(value)) throw notFound();
  return value;
}
