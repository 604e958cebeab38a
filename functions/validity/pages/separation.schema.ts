import * as z from 'zod/mini';
import { ACTS } from '../../shared/acts.ts';
import { citation, name, sentence, some } from '../law/text.schema.ts';

const act = z.enum(ACTS);

/** separation.yaml: what people do on a demand, and what one person does not do after another act. */
export const Separation = z.strictObject({
  acts: z.record(act, sentence),
  rules: some(
    z.strictObject({
      id: name,
      act,
      /** Nobody does it who did one of these on the same demand. */
      notBy: some(act),
      /** It spares an emergency that leaves by so many people. */
      unless: z.optional(
        z.strictObject({ emergency: z.literal(true), releases: z.int().check(z.minimum(2)) }),
      ),
      cite: citation,
      says: sentence,
    }),
  ),
});
export type Separation = z.infer<typeof Separation>;
