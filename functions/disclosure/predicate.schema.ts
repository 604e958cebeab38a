import * as z from 'zod/mini';
import { SetAsideCount } from '../ledger/parts/harvest.part.ts';
import { Grant } from '../ledger/parts/scope.part.ts';
import { Target } from '../shared/demand.schema.ts';
import { Determination } from '../shared/determination.schema.ts';

/** Rises with every change of the package's layout. */
export const PACKAGE_FORMAT = 'due-process-disclosure/4';

/** Names the shape below in the statement. It is a name, and nothing need answer there. */
export const PREDICATE_TYPE = 'https://due-process.example/disclosure/v4';

const count = z.int().check(z.minimum(0));

/** Who answers the demand, as the stage's settings say it. */
export const Provider = z.strictObject({ name: z.string(), address: z.string(), contact: z.string() });

/** One event of the demand's ledger that says how the data came here. */
export const CustodyEntry = z.strictObject({
  at: z.string(),
  action: z.string(),
  /** The subject of a person's token; names are not in packages. The service itself has none. */
  actor: z.strictObject({ kind: z.string(), subject: z.optional(z.string()) }),
  detail: z.record(z.string(), z.json()),
});

/** What changed at the provider between the freezing of an item and its retrieval. */
export const ItemChanges = z.strictObject({
  account: z.string(),
  item: z.string(),
  deleted: count,
  edited: count,
  added: count,
});

/** What a package says of itself: the predicate of its signed statement. */
export const Predicate = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  demandId: z.string(),
  round: z.int(),
  instrument: z.string(),
  reference: z.optional(z.string()),
  authority: z.strictObject({ name: z.string(), country: z.string() }),
  provider: Provider,
  software: z.strictObject({ name: z.string(), version: z.string() }),
  filedAt: z.string(),
  sealedAt: z.string(),
  /** Where the demand's ledger stood when it said that the package is sealed. */
  ledger: z.strictObject({ events: count, head: z.string() }),
  custody: z.array(CustodyEntry),
  /** The demand's targets that were followed, with the accounts that they name. */
  targets: z.array(z.strictObject({ ...Target.shape, accounts: z.array(z.string()) })),
  scope: z.strictObject({
    grants: z.array(Grant),
    notHeld: z.array(z.string()),
    outOfTime: z.array(z.string()),
  }),
  determination: z.strictObject({ decidedAt: z.string(), inputsHash: z.string(), ...Determination.shape }),
  review: z.strictObject({
    /** Subject of the reviewer's token. */
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
  changes: z.optional(z.array(ItemChanges)),
  /** Items that were frozen, and of which nobody could see whether they changed since; absent: none. */
  notCompared: z.optional(z.array(z.strictObject({ account: z.string(), item: z.string() }))),
  /** Files under `data/` and their bytes. */
  payload: z.strictObject({ files: count, bytes: count }),
});

export type Provider = z.infer<typeof Provider>;
export type CustodyEntry = z.infer<typeof CustodyEntry>;
export type Predicate = z.infer<typeof Predicate>;
