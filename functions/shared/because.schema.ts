import * as z from 'zod/mini';
import { text } from './text.schema.ts';

/** Why somebody decided as they did: a reason of the rulebook, and what who filed the demand is told of it. */
export const Because = z.strictObject({
  /** Of `answers.yaml`, as it was then. */
  reason: z.string().check(z.maxLength(64)),
  /** The rulebook's words as they were then, and their language; absent: nobody outside is told. */
  says: z.optional(z.string()),
  locale: z.optional(z.string()),
  /** What the person added in words of their own; told to whom `says` is. */
  text: z.optional(text(2000)),
});
export type Because = z.infer<typeof Because>;
