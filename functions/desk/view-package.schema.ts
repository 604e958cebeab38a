import * as z from 'zod/mini';
import { SetAsideCount } from '../ledger/parts/harvest.part.ts';
import { TargetReview } from '../ledger/parts/target-review.schema.ts';
import { Period } from '../shared/demand.schema.ts';
import { instant } from '../shared/moment.schema.ts';

const count = z.int().check(z.minimum(0));
const Narrowing = z.strictObject({ items: z.array(z.string()), targets: z.array(z.int()) });

/** What there is of one item over all accounts, in the package against the approved scope. */
export const ItemInPackage = z.strictObject({
  item: z.string(),
  /** Accounts of which the scope allows it. */
  granted: count,
  /** Of so many of them there was no record. */
  without: count,
  /** In the package. */
  records: count,
  /** What became of it at the provider between its freezing and its retrieval; absent: it was not frozen, or not compared. */
  changes: z.optional(z.strictObject({ deleted: count, edited: count, added: count })),
});

/** What is told of a sealed package to who decides on its release. It has no record in it. */
export const PackageView = z.strictObject({
  id: z.string(),
  round: z.int(),
  matter: z.int(),
  sha256: z.string(),
  size: count,
  sealedAt: instant,
  /** Of its signed statement. What follows was read from the package with that hash, and its list of files by the statement. */
  manifestSha256: z.string(),
  /** Records whose own stamps contradict the period. */
  noted: z.optional(count),
  items: z.array(ItemInPackage),
  /** What was found and is not in the package, by item and reason; nobody knows of what item a line is that cannot be read: ''. */
  setAside: z.array(SetAsideCount),
  /** Leaves that may be produced but that no connector holds. */
  notHeld: z.array(z.string()),
  /** Leaves with a time of which none was left. */
  outOfTime: z.array(z.string()),
  /** What the package counts of accounts or items that the approved scope does not grant. There is nothing of the kind. */
  beyondScope: z.array(z.strictObject({ account: z.string(), item: z.string() })),
  /** How it became less on its way. */
  narrowing: z.strictObject({
    demanded: z.strictObject({ ...Narrowing.shape, period: z.optional(Period) }),
    authorised: Narrowing,
    reviewed: z.strictObject({
      ...Narrowing.shape,
      accounts: z.optional(z.array(z.string())),
      /** Where targets were narrowed each on its own. */
      perTarget: z.optional(z.array(TargetReview)),
      period: z.optional(Period),
    }),
    sealed: z.strictObject({ items: z.array(z.string()), targets: z.array(z.int()), accounts: count }),
  }),
  /** Of the whole package. */
  files: count,
  /** A page of its index, in the order in which files stand in it. `sha256` is what the package says of the file. */
  index: z.array(
    z.strictObject({
      path: z.string(),
      size: count,
      sha256: z.optional(z.string()),
      /** What it holds records of. */
      item: z.optional(z.string()),
    }),
  ),
  /** The `after` of the page that follows; absent on the last. */
  next: z.optional(z.int()),
});
export type PackageView = z.infer<typeof PackageView>;

/** The beginning of a file of a package, as text. Whoever shows it must not let it run. */
export const FileSample = z.strictObject({
  path: z.string(),
  size: count,
  sha256: z.optional(z.string()),
  /** Whether all its bytes were read and have that hash; the beginning alone says nothing of the rest. */
  isChecked: z.boolean(),
  item: z.optional(z.string()),
  /** `table`: the first is the row of names. `text` is one record. */
  as: z.enum(['table', 'lines', 'text']),
  records: z.array(z.string()),
  /** There is more in it than is shown. */
  isCut: z.boolean(),
});
export type FileSample = z.infer<typeof FileSample>;
