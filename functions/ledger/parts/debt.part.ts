import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** The legal process that an authority owes for what it was given in an emergency. */
export const DebtPart = z.strictObject({
  since: instant,
  until: instant,
  /** Of what it must be: the items that were approved, and the targets whose. */
  items: z.array(z.string()),
  targets: z.array(z.int()),
  state: z.enum(['owed', 'paid', 'waived']),
  /** The demand that brought it. */
  paidBy: z.optional(z.string()),
  /** Who let it go, and why. */
  waived: z.optional(z.strictObject({ by: z.string(), reason: z.string(), text: z.optional(z.string()) })),
  endedAt: z.optional(instant),
  /** While it is owed, on the desk's list. */
  ...due,
});

export type DebtPart = z.infer<typeof DebtPart>;

/** `DEBT()`: of a demand whose package left in an emergency. */
export const DEBT = part('debt', DebtPart);
