import * as z from 'zod/mini';
import { SERIES } from '../../ledger/facts.schema.ts';
import { citation, sentence, some } from '../law/text.schema.ts';

const item = z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));
const minutes = z.int().check(z.minimum(1), z.maximum(24 * 60));
const lease = { minutes, longest: minutes };

/** desk.yaml: how people at the desk share their work, and what they must have done before they decide. */
export const DeskRules = z.strictObject({
  /** Before a review is decided: each paper of a demand of these series was opened by whoever decides. */
  papersOpened: z.strictObject({ series: some(z.enum(SERIES)), cite: citation, says: sentence }),
  /** Before one of these series is approved: a paper came with the demand, or whoever decides names the one that came another way. */
  paperServed: z.strictObject({ series: some(z.enum(SERIES)), cite: citation, says: sentence }),
  /** How many records of an item somebody may see who looks into a package before it leaves; of others none. */
  samples: z.strictObject({
    cite: citation,
    says: sentence,
    of: z
      .array(
        z.strictObject({
          roles: z.array(z.enum(['releaser', 'auditor'])).check(z.minLength(1)),
          items: z.array(item).check(z.minLength(1)),
          records: z.int().check(z.minimum(1), z.maximum(20)),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** In which series who decides on a release must have looked at that package. */
  packageSeen: z.strictObject({
    cite: citation,
    says: sentence,
    series: z.array(z.enum(SERIES)).check(z.minLength(1)),
  }),
  /** For how long a claim holds, and how long one person prolongs it at most. */
  claims: z.strictObject({
    cite: citation,
    says: sentence,
    ...lease,
    emergencies: z.strictObject({ says: sentence, ...lease }),
  }),
});
export type DeskRules = z.infer<typeof DeskRules>;
