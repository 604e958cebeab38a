import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** That the agent took the demand back. */
export const WithdrawalPart = z.strictObject({
  at: instant,
  /** Hash of the key of the filing that took its place: an earlier release wrote it. */
  supersededFor: z.optional(z.string()),
  ...due,
});

/** `WITHDRAWAL()`: what an open wait is answered with. */
export const WITHDRAWAL = part('withdrawal', WithdrawalPart);
