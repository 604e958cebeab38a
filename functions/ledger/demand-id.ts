import { randomBytes } from 'node:crypto';
import { notFound } from '../shared/problem.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * What an id begins with, by where its demand stands: `d-`, or `c-` for those that only cleared people may know of, which
 * stand in tables of their own.
 */
export const COMPARTMENTS = { open: 'd-', cleared: 'c-' } as const;
export type Compartment = keyof typeof COMPARTMENTS;

/** Where the demand of an id stands. */
export const compartmentOf = (demandId: string): Compartment =>
  demandId.startsWith(COMPARTMENTS.cleared) ? 'cleared' : 'open';

/**
 * A demand id: `d-` or `c-`, ten characters of time and sixteen of chance (80 bits), Crockford base 32, as in a ULID. It sorts by
 * time, cannot be guessed, and fits the name of an execution.
 */
export function newDemandId(at: Date, compartment: Compartment = 'open'): string {
  let time = '';
  for (let rest = at.getTime(), i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
    time = (ALPHABET[rest % 32] ?? '0') + time;
  const chance = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `${COMPARTMENTS[compartment]}${time}${chance}`;
}

/** Whether a path parameter can be a demand's id at all. */
export const isDemandId = (value: string) => /^[cd]-[0-9a-hjkmnp-tv-z]{26}$/.test(value);

/** @throws Problem 404 for what cannot be an id, as for an id that is not there */
export function requireDemandId(value: string): string {
  if (!isDemandId(value)) throw notFound();
  return value;
}
