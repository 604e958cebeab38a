import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { text } from '../../shared/text.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';
import { Read } from './read.ts';

/** How a person takes up a demand that failed. */
export const RESUME_ACTIONS = ['retry', 'leave-out', 'narrow', 'refuse'] as const;

/** A person's decision on a demand that failed. */
export const ResumptionPart = z.strictObject({
  action: z.enum(RESUME_ACTIONS),
  /** A reason of the rulebook; resumptions of earlier releases have words of the person's own. */
  reason: text(1000),
  by: z.string(),
  at: instant,
  /** In which its execution begins again: the one that failed, or the next. */
  round: z.int(),
  /** What its maker had looked at by then; decisions of earlier releases do not say. */
  read: z.optional(Read),
  /** SHA-256 of what was asked, by which the same asked again is known. */
  asked: z.optional(z.string()),
  /** The same reason, with what is told of it; resumptions of earlier releases have none. */
  because: z.optional(Because),
  ...due,
});

export type ResumptionPart = z.infer<typeof ResumptionPart>;

/** `RESUMPTION(number)`: by the number of the event that tells of it; due until its execution was started. */
export const RESUMPTION = part('resumption#', ResumptionPart);

/** Where on the index `byDue` it stands until then; of an emergency apart, so that nothing stands before it. */
export const RESUMPTION_DUE = { urgent: 'start-again-urgent', ordinary: 'start-again' } as const;
