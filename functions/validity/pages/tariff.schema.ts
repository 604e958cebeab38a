import * as z from 'zod/mini';
import { Effective } from '../law/effective.ts';
import { citation, name, sentence, some, text } from '../law/text.schema.ts';

const items = some(z.string());

/** tariff.yaml: what may be asked back for an answer, and at which price in hundredths of the currency. */
export const Tariffs = z.strictObject({
  tariffs: some(
    z.strictObject({
      id: name,
      title: text,
      cite: citation,
      says: sentence,
      instruments: some(z.string()),
      currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
      effective: Effective,
      /** Each record is charged by the first line whose items it is of; one without items takes what is left. */
      lines: some(
        z.strictObject({
          id: name,
          title: text,
          unit: z.enum(['account', 'records', 'package']),
          /** Of records: the price is for so many, and for each begun lot of them. */
          per: z.optional(z.int().check(z.minimum(1))),
          price: z.int().check(z.minimum(0)),
          items: z.optional(items),
        }),
      ),
      /** What is given without a fee. */
      exempt: z.optional(z.array(z.strictObject({ items, cite: citation, says: sentence }))),
    }),
  ),
});
export type Tariffs = z.infer<typeof Tariffs>;
export type Tariff = Tariffs['tariffs'][number];
