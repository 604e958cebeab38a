import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Partition of the index `byDue` that the sweep of ended preservations reads. */
export const PRESERVATION_DUE = 'preservation';

export const PreservationPart = z.strictObject({
  state: z.enum(['in-force', 'ended']),
  placedAt: instant,
  /** The first instant at which the data need no longer be kept; absent: until a person ends it. */
  until: z.optional(instant),
  accounts: z.array(z.string()),
  /** Leaf items. */
  items: z.array(z.string()),
  dueKind: z.optional(z.string()),
  dueAt: z.optional(z.string()),
});

export type PreservationPart = z.infer<typeof PreservationPart>;

/** `PRESERVATION()`: what is kept without being disclosed. */
export const PRESERVATION = part('preservation', PreservationPart);
