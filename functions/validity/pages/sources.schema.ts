import * as z from 'zod/mini';
import { name, some, text } from '../law/text.schema.ts';

/** A name in braces stands for a number of the law, such as `2703`, `487.014` or `100g`. */
const NAMES = /\{([a-z]+)\}/g;
export const namesIn = (pattern: string): string[] => [...pattern.matchAll(NAMES)].map(([, one = '']) => one);

/** sources.yaml: where law is published that can be opened by anyone, by how citations name it. */
export const Sources = z.strictObject({
  sources: some(
    z
      .strictObject({
        id: name,
        title: text,
        /** As a citation begins: `{title} USC {section}`. */
        cited: some(text),
        /** With the names that every one of them has. */
        url: z.string().check(z.regex(/^https:\/\/[^\s"'<>]+$/)),
      })
      .check(
        z.refine(
          ({ cited, url }) => cited.every((one) => namesIn(url).every((part) => namesIn(one).includes(part))),
          {
            error: 'names in its URL what each citation has',
            path: ['url'],
          },
        ),
      ),
  ),
});
export type Sources = z.infer<typeof Sources>;
