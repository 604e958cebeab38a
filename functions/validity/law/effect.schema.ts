import * as z from 'zod/mini';
import { REASONS } from '../../shared/determination.schema.ts';
import { DateName } from './date-name.schema.ts';
import { sentence, some } from './text.schema.ts';

/** What a rule that is not met does to the demand. */
export const Effect = z.strictObject({
  outcome: z.enum(['reject', 'redirect', 'refer', 'hold', 'suspend', 'drop', 'note']),
  reason: z.optional(z.enum(REASONS)),
  /**
   * A hold for a demand that may still be met: what is refused in any case is refused, and not held first. What is sent
   * elsewhere is held first: a danger that is claimed is called about, and an organisation is asked, or another office named, by
   * a person who knows whether there is one.
   */
  afterRefusals: z.optional(z.literal(true)),
  /** What the officer can do about it. */
  do: sentence,
  /** The defect can be cured, so the data is kept meanwhile. */
  preserve: z.optional(z.boolean()),
  /** Only for so long: a clock, from the first of these dates that is known. Otherwise as long as the page says. */
  keeping: z.optional(z.strictObject({ clock: z.string(), from: some(DateName) })),
  /** A drop that leaves nothing sends the officer elsewhere instead of away. */
  nothingLeft: z.optional(z.enum(['redirect'])),
});

export type Effect = z.infer<typeof Effect>;
