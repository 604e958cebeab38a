import * as z from 'zod/mini';
import { Deadline, Notice, OUTCOMES, REASONS } from '../../shared/determination.schema.ts';

/** What must hold of a determination: equal where given, and every reason among the determination's. */
export const Expectation = z.strictObject({
  outcome: z.enum(OUTCOMES),
  authorised: z.optional(z.array(z.string())),
  targets: z.optional(z.array(z.int())),
  reasons: z.optional(z.array(z.enum(REASONS))),
  notice: z.optional(Notice),
  due: z.optional(z.string()),
  until: z.optional(z.string()),
  preserve: z.optional(z.boolean()),
  approvals: z.optional(z.int()),
  deadlines: z.optional(z.array(Deadline)),
});

export type Expectation = z.infer<typeof Expectation>;
