import * as z from 'zod/mini';
import { DocumentReference } from '../../shared/demand.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** What an organisation that is our customer said when it was asked, with the paper that it said it by. */
export const CustomerAnswerPart = z.strictObject({
  answer: z.enum(['answers-itself', 'consents', 'objects', 'silent']),
  /** Of one that is silent: its day to answer, at whose end the demand is judged again. */
  until: z.optional(z.string()),
  targets: z.optional(z.array(z.int())),
  documents: z.array(DocumentReference),
  /** Versions of those that were uploaded; a paper that came by mail has none. */
  pins: z.optional(z.array(z.strictObject({ sha256: z.string(), versionId: z.string(), size: z.int() }))),
  by: z.string(),
  at: instant,
  /** The round that it ended. */
  round: z.int(),
});

export type CustomerAnswerPart = z.infer<typeof CustomerAnswerPart>;

/** `CUSTOMER_ANSWER(round)`: by the round that it ended. */
export const CUSTOMER_ANSWER = part('customer-answer#', CustomerAnswerPart);
