import * as z from 'zod/mini';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';

/** objections.yaml: what can be brought against a demand, on which grounds, and what is held until it is decided. */
export const Objections = z.strictObject({
  kinds: some(
    z.strictObject({
      id: name,
      title: text,
      cite: citation,
      says: sentence,
      /** `false`: not read in a source that could be opened; a person reads the law before it is brought. */
      confirmed: z.optional(z.boolean()),
      /** The pages of the demands against which it can be brought. */
      instruments: some(z.string()),
      /** `silence`: the demand goes on, and its customer is not told. */
      holds: z.enum(['production', 'silence']),
      /** The clock in which it is to be answered, from the day on which it was brought. */
      answer: z.optional(name),
      grounds: some(
        z.strictObject({
          id: name,
          cite: citation,
          says: sentence,
          /** The clock within which it is brought, from the service of the demand. */
          within: z.optional(z.strictObject({ clock: name })),
        }),
      ),
      /** A paper for a person to complete and sign. */
      draft: z.optional(
        z.strictObject({
          title: text,
          sections: some(z.strictObject({ heading: text, lines: some(text) })),
        }),
      ),
    }),
  ),
});
export type Objections = z.infer<typeof Objections>;
export type ObjectionKind = Objections['kinds'][number];
