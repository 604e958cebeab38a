import * as z from 'zod/mini';

const Range = z.object({ from: z.string(), to: z.string() });
export const PackageGrant = z.object({
  account: z.string(),
  service: z.string(),
  items: z.array(z.string()),
  period: Range,
  /** Where the period has gaps. */
  spans: z.optional(z.array(Range)),
});

/** What the verifier reads of a manifest. It shares nothing with the writer but the published layout. */
export const PackageManifest = z.object({
  /** Packages of the first format have no notes, and nothing set aside. */
  format: z.enum([
    'due-process-disclosure/1',
    'due-process-disclosure/2',
    'due-process-disclosure/3',
    'due-process-disclosure/4',
  ]),
  demandId: z.string(),
  instrument: z.string(),
  reference: z.optional(z.string()),
  sealedAt: z.string(),
  filedAt: z.string(),
  scope: z.object({
    grants: z.array(PackageGrant),
    notHeld: z.array(z.string()),
    outOfTime: z.array(z.string()),
  }),
  determination: z.record(z.string(), z.unknown()),
  review: z.object({ items: z.array(z.string()) }),
  accounts: z.array(z.object({ account: z.string(), records: z.record(z.string(), z.number()) })),
  setAside: z.optional(
    z.array(z.object({ account: z.string(), item: z.string(), reason: z.string(), count: z.number() })),
  ),
  /** Where something was frozen: what changed since. */
  changes: z.optional(
    z.array(z.object({ account: z.string(), item: z.string(), deleted: z.number(), edited: z.number() })),
  ),
  noneFound: z.array(z.object({ account: z.string(), item: z.string() })),
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      size: z.number(),
    }),
  ),
});

export type PackageManifest = z.infer<typeof PackageManifest>;
export type PackageGrant = z.infer<typeof PackageGrant>;
