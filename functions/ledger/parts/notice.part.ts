import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Partition of the index `byDue` that the sweep of due notices reads. */
export const NOTICE_DUE = 'notice';

/** Whether, when and under which duty the customer is told. Only `planned` is ever due. */
export const NoticePart = z.strictObject({
  state: z.enum(['planned', 'sent', 'prohibited', 'authority', 'none']),
  /** What the determination said of notice. */
  regime: z.enum(['notify', 'delay', 'prohibited', 'hold', 'authority', 'none']),
  plannedAt: instant,
  /** The end of a secrecy duty as the paper gives it: a date or an instant. */
  until: z.optional(z.string()),
  /** How many of its letters are written, while they are too many for one change. */
  written: z.optional(z.int()),
  /** When its letters were written, and when the mailer took the first of them. */
  queuedAt: z.optional(instant),
  takenAt: z.optional(instant),
  /** How often letters that nobody confirmed were told of again. */
  again: z.optional(z.int()),
  sentAt: z.optional(instant),
  dueKind: z.optional(z.literal(NOTICE_DUE)),
  dueAt: z.optional(instant),
});

export type NoticePart = z.infer<typeof NoticePart>;

/** `NOTICE()`: what was planned for the customer's notice. */
export const NOTICE = part('notice', NoticePart);
