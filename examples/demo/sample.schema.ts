import * as z from 'zod/mini';

/** One thing that a person of the sample does, through the API, when the demand waits for it. */
const Act = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('clarify'),
    as: z.string(),
    authenticity: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    do: z.literal('review'),
    as: z.string(),
    decision: z.enum(['approve', 'refuse']),
    resolves: z.optional(z.array(z.string())),
    period: z.optional(z.strictObject({ from: z.string(), to: z.string() })),
    items: z.optional(z.array(z.string())),
  }),
  z.strictObject({ do: z.literal('release'), as: z.string(), decision: z.enum(['release', 'refuse']) }),
  z.strictObject({ do: z.literal('withdraw') }),
]);

/** A sample demand, the people who act on it, and how it must end. */
export const Sample = z.strictObject({
  title: z.string(),
  agent: z.strictObject({ name: z.string(), authority: z.string() }),
  demand: z.record(z.string(), z.unknown()),
  people: z.array(Act),
  expect: z.strictObject({
    outcome: z.string(),
    reasons: z.optional(z.array(z.string())),
    ends: z.enum(['disclosed', 'refused', 'redirected', 'preserved', 'withdrawn', 'awaiting-review']),
    data: z.optional(z.enum(['content', 'non-content', 'no-data'])),
  }),
});

export type Act = z.infer<typeof Act>;
export type Sample = z.infer<typeof Sample> & { name: string };
