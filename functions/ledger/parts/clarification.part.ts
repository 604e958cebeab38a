import * as z from 'zod/mini';
import { Competence } from '../../shared/competence.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** That a round ended, because something was added or a wait was over; the next round begins with the checks. */
export const ClarificationPart = z.strictObject({
  round: z.int(),
  at: instant,
  /** Whose act began it; earlier releases do not say, and the service's own count as the desk's. */
  side: z.optional(z.enum(['authority', 'desk'])),
  /** Nothing was added: the time for somebody else's decision was over. */
  suspensionEnded: z.optional(z.boolean()),
  /** Nothing was added: the demand had failed, and a person began it anew, as it was or with less. */
  reopened: z.optional(z.enum(['retry', 'narrow'])),
  /** An organisation whose account it is was asked or answered: whoever filed it is not told. */
  customer: z.optional(z.literal(true)),
  /** A person looked at the issuer's power: what was found, and how. */
  competence: z.optional(z.strictObject({ ...Competence.shape, by: z.string() })),
  ...due,
});

/** `CLARIFICATION(round)`: names the round that it begins. */
export const CLARIFICATION = part('clarification#', ClarificationPart);
