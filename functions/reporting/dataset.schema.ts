import * as z from 'zod/mini';

/** A file that is published with the JSON, by the name under which readers get it. */
const download = z.strictObject({
  '@type': z.literal('DataDownload'),
  name: z.string(),
  contentUrl: z.string(),
  encodingFormat: z.string(),
  /** Of the CSV, as earlier releases named it. */
  sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});

/** An edition as schema.org describes data (https://schema.org/Dataset, JSON-LD 1.1). */
export const Dataset = z.strictObject({
  '@context': z.literal('https://schema.org/'),
  '@type': z.literal('Dataset'),
  name: z.string(),
  description: z.string(),
  /** Number of the edition. */
  version: z.string(),
  /** First and last day, ISO 8601. */
  temporalCoverage: z.string(),
  dateModified: z.string(),
  creativeWorkStatus: z.enum(['Published', 'Draft', 'Retracted']),
  license: z.optional(z.string()),
  distribution: z.array(download),
});

export type Dataset = z.infer<typeof Dataset>;
