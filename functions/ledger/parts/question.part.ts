import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { instant, moment } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** What a reviewer asked who filed the demand, before deciding on it. */
export const QuestionPart = z.strictObject({
  number: z.int().check(z.minimum(1)),
  /** Members of an amendment that would answer it. */
  fields: z.array(z.string()),
  because: Because,
  /** Until when an answer is awaited. */
  until: moment,
  by: z.string(),
  at: instant,
  round: z.int(),
  /** When who filed it amended the demand. */
  answeredAt: z.optional(instant),
});
export type QuestionPart = z.infer<typeof QuestionPart>;

/** `QUESTION(number)`: from 1, in the order in which they were asked. */
export const QUESTION = part('question#', QuestionPart);
