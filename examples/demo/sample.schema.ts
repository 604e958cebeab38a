import * as z from 'zod/mini';
import type { components } from '../client/schema.d.ts';

type Schemas = components['schemas'];
/** What is sent as it stands: the API says what is wrong with it, in the words that the samples are to show. */
const sent = <T extends object>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null, { error: 'an object' });

/** One thing that a person of the sample does, through the API, when the demand waits for it. */
const Act = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('clarify'),
    as: z.string(),
    /** A call to the number that the register has. */
    callBack: z.exactOptional(
      sent<Omit<Extract<Schemas['ClarifyRequest'], { callBack: object }>['callBack'], 'dialled'>>(),
    ),
    signals: z.exactOptional(sent<Schemas['Authenticity']['signals']>()),
  }),
  z.strictObject({
    do: z.literal('review'),
    as: z.string(),
    decision: z.enum(['approve', 'refuse', 'redirect']),
    resolves: z.exactOptional(sent<NonNullable<Schemas['ReviewRequest']['resolves']>>()),
    period: z.exactOptional(z.strictObject({ from: z.string(), to: z.string() })),
    items: z.exactOptional(z.array(z.string())),
    accounts: z.exactOptional(z.array(z.string())),
    reason: z.exactOptional(z.string()),
    text: z.exactOptional(z.string()),
  }),
  z.strictObject({
    do: z.literal('release'),
    as: z.string(),
    decision: z.enum(['release', 'refuse']),
    reason: z.exactOptional(z.string()),
    text: z.exactOptional(z.string()),
  }),
  /** What the organisation said whose account it is. */
  z.strictObject({ do: z.literal('customer'), as: z.string(), answer: z.enum(['consents', 'objects']) }),
  z.strictObject({ do: z.literal('withdraw') }),
]);

/** A sample demand, the people who act on it, and how it must end. */
export const Sample = z.strictObject({
  title: z.string(),
  agent: z.strictObject({ name: z.string(), authority: z.string() }),
  demand: sent<Schemas['Demand']>(),
  people: z.array(Act),
  expect: z.strictObject({
    outcome: z.string(),
    reasons: z.optional(sent<Schemas['Determination']['reasons']>()),
    ends: z.enum(['disclosed', 'refused', 'redirected', 'preserved', 'withdrawn', 'awaiting-review']),
    data: z.optional(z.enum(['content', 'non-content', 'no-data'])),
  }),
});

export type Act = z.infer<typeof Act>;
export type Sample = z.infer<typeof Sample> & { name: string };
