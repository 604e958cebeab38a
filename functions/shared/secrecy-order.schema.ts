import * as z from 'zod/mini';
import { DocumentReference, Secrecy } from './demand.schema.ts';
import { moment } from './moment.schema.ts';
import { text } from './text.schema.ts';

/**
 * What comes about the silence of a demand after its paper: an order of its own, one that prolongs, shortens or lifts another,
 * and word that one is before a court. That one ends by its own date nobody has to say.
 */
export const SECRECY_KINDS = ['ordered', 'renewed', 'shortened', 'challenged', 'lifted'] as const;
export type SecrecyKind = (typeof SECRECY_KINDS)[number];

const MAX_PAPERS = 10;
const { basis, orderedBy } = Secrecy.shape;

const about = {
  /** The case or docket that the order names: the demand's own reference, or our id of one that has none. */
  concerns: text(200),
  basis,
  orderedBy,
  issued: moment,
  documents: z.array(DocumentReference).check(z.minLength(1), z.maxLength(MAX_PAPERS)),
};
/** The order that is changed, by its number; 0 is what the demand's own paper says. */
const of = z.int().check(z.minimum(0), z.maximum(1000));

/** An order as its paper has it. */
export const SecrecyOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ordered'), ...about, until: z.optional(moment) }),
  z.strictObject({ kind: z.literal('renewed'), of, ...about, until: z.optional(moment) }),
  z.strictObject({ kind: z.literal('shortened'), of, ...about, until: moment }),
  z.strictObject({ kind: z.literal('challenged'), of, ...about }),
  z.strictObject({ kind: z.literal('lifted'), of, ...about }),
]);
export type SecrecyOrder = z.infer<typeof SecrecyOrder>;
