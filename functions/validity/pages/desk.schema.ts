import * as z from 'zod/mini';
import { citation, sentence } from '../law/text.schema.ts';

const minutes = z.int().check(z.minimum(1), z.maximum(24 * 60));

/** desk.yaml: how the people of the desk share their work. */
export const DeskLaw = z.strictObject({
  /** For how long a claim holds. */
  claims: z.strictObject({
    cite: citation,
    says: sentence,
    minutes,
    emergencies: z.strictObject({ says: sentence, minutes }),
  }),
});
export type DeskLaw = z.infer<typeof DeskLaw>;
