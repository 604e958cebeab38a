import * as z from 'zod/mini';
import { SERIES } from '../../ledger/facts.schema.ts';
import { citation, sentence, some } from '../law/text.schema.ts';

/** desk.yaml: what people at the desk must have done before they decide. */
export const DeskRules = z.strictObject({
  /** Before a review is decided: each paper of a demand of these series was opened by whoever decides. */
  papersOpened: z.strictObject({ series: some(z.enum(SERIES)), cite: citation, says: sentence }),
});
export type DeskRules = z.infer<typeof DeskRules>;
