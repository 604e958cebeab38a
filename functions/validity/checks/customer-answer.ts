import { endOf } from '../../shared/calendar.ts';
import type { CustomerAnswer } from '../../shared/circumstances.schema.ts';
import type { Case } from './case.ts';

/** How an organisation stands to a demand for the data of one of its accounts. */
export const CUSTOMER_ANSWERS = [
  'none',
  'waited-for',
  'answers-itself',
  'consents',
  'objects',
  'silent',
] as const;
export type CustomerStanding = (typeof CUSTOMER_ANSWERS)[number];

/** What was said last about a target. */
export const lastAnswer = (answers: readonly CustomerAnswer[], target: number): CustomerAnswer | undefined =>
  answers.findLast(({ targets }) => targets?.includes(target) ?? true);

/** What is known of the organisation whose account a target names: the last answer about it, and whether its day is over. */
export function customerStanding(
  { circumstances: { customerAnswers = [], now } }: Case,
  target: number,
): CustomerStanding {
  const last = lastAnswer(customerAnswers, target);
  if (last === undefined) return 'none';
  if (last.answer !== 'silent') return last.answer;
  return Date.parse(now) < endOf(last.until) ? 'waited-for' : 'silent';
}
