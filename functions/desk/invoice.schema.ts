import * as z from 'zod/mini';

const count = z.int().check(z.minimum(0));

export const InvoiceLine = z.strictObject({
  id: z.string(),
  title: z.string(),
  unit: z.enum(['account', 'records', 'package']),
  quantity: count,
  /** The price is for each begun lot of so many. */
  per: count,
  /** In hundredths of the currency, as the amount is. */
  price: count,
  amount: count,
});

/** What may be asked back for a disclosure: a draft, for a person to check and sign. */
export const Invoice = z.strictObject({
  id: z.string(),
  draft: z.literal(true),
  tariff: z.string(),
  cite: z.string(),
  currency: z.string(),
  to: z.string(),
  reference: z.optional(z.string()),
  packageSha256: z.string(),
  lines: z.array(InvoiceLine),
  /** Given without a fee. */
  exempt: z.array(
    z.strictObject({ items: z.array(z.string()), records: count, cite: z.string(), says: z.string() }),
  ),
  /** In hundredths of the currency. */
  total: count,
  /** The same in words. */
  text: z.string(),
});

export type InvoiceLine = z.infer<typeof InvoiceLine>;
export type Invoice = z.infer<typeof Invoice>;
