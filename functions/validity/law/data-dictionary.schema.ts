import * as z from 'zod/mini';
import { name, text } from './text.schema.ts';

/** data-dictionary.yaml: families and their items, with the tier that each jurisdiction gives them. */
export const DataDictionary = z.strictObject({
  families: z.array(
    z.strictObject({
      id: name,
      title: text,
      /** Items of the family, by the second part of their name; a family without any is an item itself. */
      items: z.optional(z.array(z.strictObject({ id: name, title: text, content: z.optional(z.boolean()) }))),
      content: z.optional(z.boolean()),
      /** Never produced, for anyone. */
      secret: z.optional(z.boolean()),
      tiers: z.record(z.string(), text),
    }),
  ),
});

export type DataDictionary = z.infer<typeof DataDictionary>;
