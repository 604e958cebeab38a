import * as z from 'zod/mini';
import { calendarDate } from '../../shared/moment.schema.ts';

/** First and last day on which a page or a rule is law; the day of service decides. */
export const Effective = z.strictObject({ from: calendarDate, to: z.optional(calendarDate) });
export type Effective = z.infer<typeof Effective>;

/** Whether what is effective between two days is law on a UTC date. */
export function isLaw({ from, to }: Effective, day: string): boolean {
  return from <= day && (to === undefined || day <= to);
}
