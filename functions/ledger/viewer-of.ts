import { createHash } from 'node:crypto';
import { personOf } from '../shared/person.ts';

/** Who looked, for whoever knows the subject and asks whether it was this one: keys and logs name nobody. */
export const viewerOf = (subject: string): string =>
  createHash('sha256').update(personOf(subject)).digest('hex');
