import * as z from 'zod/mini';

/** A date of the paper, or the day of service (served, else received, else today). */
export const DateName = z.enum([
  'issued',
  'entered',
  'served',
  'received',
  'executeBy',
  'returnDue',
  'firstInterception',
  'installed',
  'service',
]);

export type DateName = z.infer<typeof DateName>;
