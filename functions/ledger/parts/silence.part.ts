import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Partition of the index `byDue` that the sweep of silences reads. */
export const SILENCE_DUE = 'silence';

/** The clock of a demand's silence: when the next order ends, or when silence without an end is looked at again. */
export const SilencePart = z.strictObject({
  since: instant,
  /** When silence without an end is looked at again. */
  reviewAt: z.optional(instant),
  /** When the ledger was told that the silence of the demand's own paper is over. */
  paperEndedAt: z.optional(instant),
  dueKind: z.optional(z.literal(SILENCE_DUE)),
  dueAt: z.optional(instant),
});

export type SilencePart = z.infer<typeof SilencePart>;

/** `SILENCE()`: there as long as anything of a demand may not be told. */
export const SILENCE = part('silence', SilencePart);
