import * as z from 'zod/mini';
import { Demand, Secrecy } from '../../shared/demand.schema.ts';
import { Notice } from '../../shared/determination.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { SECRECY_KINDS } from '../../shared/secrecy-order.schema.ts';
import { Effective } from '../law/effective.ts';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';

const time = { clock: name, cite: citation, says: sentence, effective: z.optional(Effective) };
const { basis, orderedBy, issued, until } = Secrecy.shape;

/** secrecy.yaml: how long orders of silence hold by themselves, when endless ones are looked at again, and worked examples. */
export const SecrecyLaw = z.strictObject({
  unexamined: z.strictObject(time),
  unfounded: z.strictObject(time),
  /** The first that applies counts; the last applies to all instruments. */
  reviews: some(z.strictObject({ ...time, instruments: z.optional(some(z.string())) })),
  examples: some(
    z.strictObject({
      title: text,
      /** A page, whose sample is the demand; `demand` has what differs. */
      instrument: Demand.shape.instrument,
      demand: z.optional(z.record(z.string(), z.unknown())),
      orders: z.array(
        z.strictObject({
          at: instant,
          kind: z.enum(SECRECY_KINDS),
          of: z.optional(z.int()),
          basis,
          orderedBy,
          issued,
          until,
          /** Absent: nobody has decided on it. */
          decision: z.optional(z.enum(['accepted', 'refused'])),
        }),
      ),
      expect: some(z.strictObject({ at: instant, notice: Notice, silent: z.boolean() })),
    }),
  ),
});
export type SecrecyLaw = z.infer<typeof SecrecyLaw>;
