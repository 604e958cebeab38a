import type { Attempt } from './attempt.schema.ts';
import type { Circle } from './attempts.table.ts';

export type AttemptList = { circle: Circle; day: string; limit: number; after: string | undefined };

/** What was tried and refused, day by day. Nothing changes or removes an attempt but its time. */
export type AttemptStore = {
  add(attempt: Attempt, circle: Circle): Promise<void>;
  /** A page of one day, oldest first. `after` is the `next` of the page before. */
  list(wanted: AttemptList): Promise<{ attempts: Attempt[]; next: string | undefined }>;
};
