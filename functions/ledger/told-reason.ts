import * as z from 'zod/mini';
import { Because } from '../shared/because.schema.ts';

/** Why people decided, as who filed the demand is told: the reason, the rulebook's words, and the person's own. */
export const ToldReason = z.strictObject({ ...Because.shape, says: z.string() });
export type ToldReason = z.infer<typeof ToldReason>;

/** What is told of a reason; undefined for what is told to nobody. */
export function toldReason(because: Because | undefined): ToldReason | undefined {
  if (because?.says === undefined) return undefined;
  const { reason, says, locale, text } = because;
  return { reason, says, ...(locale ? { locale } : {}), ...(text ? { text } : {}) };
}
