import * as z from 'zod/mini';
import { text } from './text.schema.ts';

/** What a person of the desk found of whether the issuer may issue such a paper, and how: a law, a register, an answer. */
export const Competence = z.strictObject({
  found: z.enum(['confirmed', 'denied']),
  how: text(1000),
});
export type Competence = z.infer<typeof Competence>;
