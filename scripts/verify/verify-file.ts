import { checkBag, checkOrder, isByName, readLists } from './check-bag.ts';
import { checkFiles } from './check-files.ts';
import { checkRecords } from './check-records.ts';
import { checkSignature } from './check-signature.ts';
import { checkStatement } from './check-statement.ts';
import { Faults } from './faults.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageFile } from './package-file.ts';
import type { PackageManifest } from './package-manifest.ts';
import { openPackageZip, type PackageZip } from './package-zip.ts';
import type { CounterOf } from './stretch-digests.ts';
import type { TrustedKey } from './trusted-key.ts';

export type Verified = {
  manifest: PackageManifest;
  keyid: string;
  /** Whether a key that the caller believes signed it; else it is whole, and anybody may have made it. */
  vouched: boolean;
  records: number;
  /** Of the whole file, of the very bytes that were checked. */
  sha256: string;
};

export type Options = {
  /** Keys that the caller believes. The package's own is never one of them. */
  keys?: readonly TrustedKey[];
  /** Counts SHA-512 of the payload too. SHA-256 shows each change; the other list is signed either way. */
  thorough?: boolean;
  /** What the package's SHA-256 must be, in lower-case hex. */
  sha256?: string | undefined;
};

type Counting = {
  counterOf?: CounterOf;
};

/**
 * Verifies a package, offline and without a secret: the signature, every hash, that nothing is missing or added, and
 * that every record is within the scope that the package states.
 * @throws PackageFault with the reasons not to believe it
 */
export async function verifyFile(
  open: () => Promise<PackageFile>,
  options: Options & Counting = {},
): Promise<Verified> {
  const faults = new Faults();
  let sha256: string | undefined;
  let verified: Checked | undefined;
  try {
    const needsSha512 = (name: string, isBag: boolean) =>
      isBag && (options.thorough === true || !name.startsWith('data/'));
    const zip = await openPackageZip(await open(), faults, {
      needsSha512,
      ...(options.counterOf ? { counterOf: options.counterOf } : {}),
    });
    try {
      const ofChecks = new Faults();
      const checks = (zip.isBag ? checkBagOf : checkEarlier)(zip, options.keys ?? [], ofChecks);
      const [reading, checking] = await Promise.allSettled([zip.reading, checks]);
      sha256 = settledTo(reading).sha256;
      if (options.sha256 !== undefined && options.sha256 !== sha256)
        faults.add({ rule: 'sha256', file: '', text: 'its SHA-256 is not the one given' });
      faults.addAll(ofChecks);
      verified = settledTo(checking);
      await zip.requireUnchanged();
    } finally {
      await zip.close();
    }
  } catch (error) {
    // What stopped it is a fault like the others; what came before it explains it.
    faults.addThrown(error, { rule: 'stopped', file: '' });
    if (error instanceof PackageFault) sha256 ??= error.sha256;
  }
  const [first] = faults.listed;
  if (verified && sha256 !== undefined && !first) return { ...verified, sha256 };
  const text = first ? `${first.file === '' ? '' : `${first.file}: `}${first.text}` : 'it cannot be read';
  throw new PackageFault(text, { faults: faults.listed, count: faults.count, sha256 });
}

type Checked = Omit<Verified, 'sha256'>;

/** @throws what it was rejected with */
function settledTo<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** Records are read while the bytes are counted: their files are held against the list, and the list against the bytes. */
async function checkBagOf(zip: PackageZip, keys: readonly TrustedKey[], faults: Faults): Promise<Checked> {
  const { statement, keyid, vouched } = await checkStatement(zip, keys, faults);
  const sorted = isByName(statement.predicate);
  const lists = await readLists(zip, { list: 'manifest', sorted }, faults);
  checkOrder(zip, statement, lists, faults);
  const listed = zip.names().map((path) => ({ path, sha256: lists.sha256.get(path) ?? '' }));
  const ofRecords = new Faults();
  const [digests, records] = await Promise.all([
    checkBag(zip, statement, lists, faults),
    checkRecords(zip, { ...statement.predicate, files: listed }, ofRecords),
  ]);
  faults.addAll(ofRecords);
  const files = [...digests].map(([path, { sha256, size }]) => ({ path, sha256, size }));
  return { manifest: { ...statement.predicate, files }, keyid, vouched, records };
}

/** Of format 1 or 2. */
async function checkEarlier(zip: PackageZip, keys: readonly TrustedKey[], faults: Faults): Promise<Checked> {
  const { manifest, keyid, vouched } = await checkSignature(zip, keys, faults);
  const ofRecords = new Faults();
  const [, records] = await Promise.all([
    checkFiles(zip, manifest, faults),
    checkRecords(zip, manifest, ofRecords),
  ]);
  faults.addAll(ofRecords);
  return { manifest, keyid, vouched, records };
}
