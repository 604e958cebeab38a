import * as z from 'zod/mini';
import { DocumentReference, Secrecy } from '../../shared/demand.schema.ts';
import { Notice, REASONS } from '../../shared/determination.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { SECRECY_KINDS } from '../../shared/secrecy-order.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

const { basis, orderedBy, issued, until } = Secrecy.shape;

/** An order about the silence of a demand that came after its paper. */
export const SecrecyPart = z.strictObject({
  /** From 1, in the order in which they came; 0 is what the demand's own paper says. */
  order: z.int(),
  kind: z.enum(SECRECY_KINDS),
  /** The order that it changes. */
  of: z.optional(z.int()),
  concerns: z.string(),
  basis,
  orderedBy,
  issued,
  until,
  documents: z.array(DocumentReference),
  /** Versions of those that were uploaded; a paper that came by mail has none. */
  pins: z.optional(z.array(z.strictObject({ sha256: z.string(), versionId: z.string(), size: z.int() }))),
  by: z.string(),
  at: instant,
  state: z.enum(['pending', 'accepted', 'refused']),
  /** Until when it is heeded while nobody has decided on it. */
  heededUntil: instant,
  /** Who brought it; of an order of before this was kept, unknown. */
  side: z.optional(z.enum(['authority', 'desk'])),
  /** It is heeded when it is accepted, and not before: one of this side was refused. */
  isUnheeded: z.optional(z.literal(true)),
  /** What the law made of it when it came; of one that lifts another, what is left without that. */
  duty: z.optional(Notice),
  /** What a reviewer should know of it. */
  notes: z.optional(z.array(z.enum(REASONS))),
  /** Orders before it that came with one of the same papers: whoever decides looks which of them the paper carries. */
  samePaperAs: z.optional(z.array(z.int())),
  /** The customer had been told when it came, or the mailer had the letter. */
  isLate: z.optional(z.literal(true)),
  /** `reason`: of answers.yaml; of an order that was decided on before it had those, words of one's own. */
  decided: z.optional(
    z.strictObject({
      by: z.string(),
      at: instant,
      reason: z.optional(z.string()),
      text: z.optional(z.string()),
    }),
  ),
  /** When the ledger was told that its time is over. */
  endedAt: z.optional(instant),
  /** Of one that nobody has decided on. */
  ...due,
});

export type SecrecyPart = z.infer<typeof SecrecyPart>;

/** `SECRECY(n)`: one order; `SECRECY('')` begins all of them. */
export const SECRECY = part('secrecy#', SecrecyPart);
