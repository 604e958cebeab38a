import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { InputError, readInput } from '../input-file.ts';

const FILE = join(import.meta.dirname, 'prices.yaml');

const Sourced = {
  service: z.string(),
  source: z.url({ protocol: /^https$/, hostname: /(^|\.)aws\.amazon\.com$/ }),
  /** How it was held against its source; nobody did where it is left out. */
  confirmed: z.optional(z.string()),
};
const Priced = { ...Sourced, unit: z.string(), counts: z.string(), usd: z.number() };

const Prices = z.strictObject({
  region: z.string(),
  date: z.iso.date(),
  hoursOfMonth: z.number(),
  secondsOfMonth: z.number(),
  perDemand: z.array(z.strictObject({ ...Priced, per: z.number() })),
  perMonth: z.array(z.strictObject(Priced)),
  quotas: z.array(z.strictObject({ ...Sourced, quota: z.string(), uses: z.string(), perSecond: z.number() })),
});
export type Prices = z.infer<typeof Prices>;

/** @throws InputError where the file says something that is no price */
export function readPrices(file: string = FILE): Prices {
  const read = Prices.safeParse(parse(readInput(file)));
  if (read.success) return read.data;
  const [fault] = read.error.issues;
  throw new InputError(`${file}: ${fault?.path.join('.')}: ${fault?.message}`);
}
