import * as z from 'zod/mini';
import { endInstant } from '../../shared/calendar.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** That a demand waits for somebody else's decision. `until`: the last day or instant on which that may come. */
export const SuspensionPart = z.strictObject({
  round: z.int(),
  until: z.string(),
  /** An organisation whose account it is was asked: whoever filed it is not told. */
  customer: z.optional(z.literal(true)),
  ...due,
});

export type SuspensionPart = z.infer<typeof SuspensionPart>;

/** `SUSPENSION(round)`: due when the wait is over. */
export const SUSPENSION = part('suspension#', SuspensionPart);

export const SUSPENSION_DUE = 'suspension';

/** What marks the item as due at the end of the last day, and not before. */
export const dueAtEnd = (until: string) => ({ dueKind: SUSPENSION_DUE, dueAt: endInstant(until) });
