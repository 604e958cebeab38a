import * as z from 'zod/mini';
import { Effective } from '../law/effective.ts';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';

/** What can be said of a disclosure that is not all that was asked. */
export const SHORTFALLS = ['none-found', 'not-held', 'out-of-time', 'set-aside', 'narrowed'] as const;

const Sentence = z.strictObject({
  says: sentence,
  cite: citation,
  /** Only where one of these is so. */
  because: z.optional(some(z.enum(SHORTFALLS))),
});

/** A paper that goes with a disclosure as a draft, for a person to complete and sign. */
export const Certificate = z.strictObject({
  id: name,
  /** Its name in the package. */
  file: z.string().check(z.regex(/^certificate-[a-z0-9]+(-[a-z0-9]+)*\.pdf$/)),
  title: text,
  paper: z.enum(['letter', 'a4']),
  cite: citation,
  source: citation,
  effective: Effective,
  confirmed: z.boolean(),
  /** What we could not confirm, or what counsel should know. */
  notes: z.optional(z.array(text)),
  /** Why nobody may take it for a signed paper. */
  draft: sentence,
  sections: some(
    z.strictObject({
      heading: text,
      /** Only where something that was asked is not in the package. */
      when: z.optional(z.enum(['incomplete'])),
      sentences: some(Sentence),
    }),
  ),
  declaration: z.strictObject({ says: sentence, cite: citation }),
  /** What the person who signs fills in. */
  fields: some(text),
});

/** certificates.yaml: their words. A page names one by its id. */
export const Certificates = z.strictObject({ certificates: z.array(Certificate) });

export type Shortfall = (typeof SHORTFALLS)[number];
export type Certificate = z.infer<typeof Certificate>;
