import * as z from 'zod/mini';
import { SetAsideCount } from '../ledger/parts/harvest.part.ts';
import { Grant } from '../ledger/parts/scope.part.ts';
import { Target } from '../shared/demand.schema.ts';
import { Determination } from '../shared/determination.schema.ts';

/** Rises with every change of the package's layout. */
export const PACKAGE_FORMAT = 'due-process-disclosure/2';

/**
 * What a package says of itself: canonical JSON, signed. Everything in the package but the manifest and its signature
 * is listed with its hash.
 */
export const Manifest = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  demandId: z.string(),
  round: z.int(),
  instrument: z.string(),
  reference: z.optional(z.string()),
  authority: z.strictObject({ name: z.string(), country: z.string() }),
  filedAt: z.string(),
  sealedAt: z.string(),
  /** The demand's targets that were followed, with the accounts that they name. */
  targets: z.array(z.strictObject({ ...Target.shape, accounts: z.array(z.string()) })),
  scope: z.strictObject({
    grants: z.array(Grant),
    notHeld: z.array(z.string()),
    outOfTime: z.array(z.string()),
  }),
  determination: z.strictObject({ decidedAt: z.string(), inputsHash: z.string(), ...Determination.shape }),
  review: z.strictObject({
    /** Subject of the reviewer's token; names are not in packages. */
    by: z.string(),
    at: z.string(),
    items: z.array(z.string()),
    targets: z.array(z.int()),
    resolves: z.array(z.string()),
  }),
  accounts: z.array(
    z.strictObject({
      account: z.string(),
      /** Records by leaf item; an item of the scope that has none counts 0. */
      records: z.record(z.string(), z.int()),
    }),
  ),
  /** Records that are not in the package, and why; `set-aside.csv` of each account lists them. */
  setAside: z.array(z.strictObject({ account: z.string(), ...SetAsideCount.shape })),
  /** Items of the scope of which there was no record, by account. */
  noneFound: z.array(z.strictObject({ account: z.string(), item: z.string() })),
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), size: z.int() })),
});

export type Manifest = z.infer<typeof Manifest>;
