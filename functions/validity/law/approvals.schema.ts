import * as z from 'zod/mini';
import { Condition } from './condition.schema.ts';
import { citation } from './text.schema.ts';

/** How many distinct people must release what was found, and when. */
export const Approvals = z.strictObject({ people: z.int(), cite: citation, when: z.optional(Condition) });

export type Approvals = z.infer<typeof Approvals>;
