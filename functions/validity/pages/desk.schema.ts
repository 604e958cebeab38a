import * as z from 'zod/mini';
import { SERIES } from '../../ledger/facts.schema.ts';
import { citation, sentence, some } from '../law/text.schema.ts';

const minutes = z.int().check(z.minimum(1), z.maximum(24 * 60));

/** desk.yaml: how people at the desk share their work, and what they must have done before they decide. */
export const DeskRules = z.strictObject({
  /** Before a review is decided: each paper of a demand of these series was opened by whoever decides. */
  papersOpened: z.strictObject({ series: some(z.enum(SERIES)), cite: citation, says: sentence }),
  /** For how long a claim holds. */
  claims: z.strictObject({
    cite: citation,
    says: sentence,
    minutes,
    emergencies: z.strictObject({ says: sentence, minutes }),
  }),
});
export type DeskRules = z.infer<typeof DeskRules>;
