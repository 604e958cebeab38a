import { createHash } from 'node:crypto';
import { itemOfFile } from '../disclosure/item-of-file.ts';
import { rangesOf, type SealedBytes } from '../disclosure/sealed-archive.ts';
import { openSealed, type SealedFile } from '../disclosure/sealed-package.ts';
import { viewerOf } from '../ledger/viewer-of.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import { problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import type { GeneralLaw } from '../validity/pages/general-law.schema.ts';
import { firstRecords, formOf } from './first-records.ts';
import { type PackageDeps, sealedFor, type Viewer } from './sealed-for.ts';
import { tellLooks } from './tell-looks.ts';
import type { FileSample } from './view-package.schema.ts';

/** Of a file no more than this is shown; one that is not longer than the other is read whole for its hash. */
const [MOST_SHOWN, MOST_HASHED] = [64 * 1024, 16 * 1024 * 1024];

export type SampleDeps = PackageDeps & {
  rulebook: { dictionary: Pick<Dictionary, 'expand'>; general: Pick<GeneralLaw, 'desk'> };
};

/**
 * The first records of a file of a sealed package, as many of its item as the rulebook lets the role see, and of no more files of
 * that item. It is text in an
 * answer of JSON, whatever it is: nothing of it runs. The ledger is told of the look before it is answered.
 * @throws Problem 403, 404, 409, 422; InconsistentState where the package is not the one that was sealed
 */
export async function sampleFile(
  id: string,
  path: string,
  principal: Viewer,
  deps: SampleDeps,
): Promise<FileSample> {
  const { part, bytes } = await sealedFor(id, principal, deps);
  const item = itemOfFile(path);
  const most = item === undefined ? MOST_OF_LISTS : mostOf(item, principal.role, deps);
  if (most === 0) throw problem('sample_not_allowed');
  const as = formOf(path);
  if (!as) throw problem('sample_not_shown');
  const file = await fileIn(await openSealed(id, part, bytes), path);
  const { beginning, isChecked } = await beginningOf(file, bytes);
  const sample = item === undefined ? { item: '', file: '' } : { item, file: sha256Hex(path) };
  // What is read through file by file is no sample.
  await tellLooks(
    id,
    [{ what: 'package', sha256: part.sha256, sample }],
    principal,
    deps,
    ({ samples = [] }) => {
      const files = samples.filter((one) => one.item === sample.item).length;
      if (item !== undefined && files > most) throw problem('sample_not_allowed.more', { most });
    },
  );
  const viewer = viewerOf(principal.subject);
  logInfo('SAMPLE_SHOWN', { demandId: id, role: principal.role, viewer, ...(item ? { item } : {}) });
  const { size, sha256 } = file;
  return {
    path,
    size,
    ...(sha256 ? { sha256 } : {}),
    isChecked,
    ...(item ? { item } : {}),
    as,
    ...firstRecords(as, beginning, { most, isAll: size <= MOST_SHOWN }),
  };
}

/** Of what is set aside or changed, and of what a package says of itself. */
const MOST_OF_LISTS = 100;

/** How many records of an item a role may see. A file of several items is of the least of them. */
function mostOf(
  item: string,
  role: Viewer['role'],
  { rulebook: { dictionary, general } }: SampleDeps,
): number {
  const own = general.desk.samples.of.filter((one) => one.roles.some((name) => role.endsWith(name)));
  const leaves = dictionary.expand([item]);
  const counts = (leaves.length > 0 ? leaves : [item]).map((leaf) =>
    Math.max(
      0,
      ...own.filter(({ items }) => dictionary.expand(items).includes(leaf)).map(({ records }) => records),
    ),
  );
  return Math.min(...counts);
}

async function fileIn({ list }: Awaited<ReturnType<typeof openSealed>>, path: string): Promise<SealedFile> {
  let found: SealedFile | undefined;
  // To the end, where it is known that the list is the one that was signed.
  for await (const file of list()) if (file.path === path) found = file;
  if (!found) throw problem('file_missing');
  return found;
}

async function beginningOf({ start, size, sha256 }: SealedFile, bytes: SealedBytes) {
  const isHashed = sha256 !== undefined && size <= MOST_HASHED;
  const hash = createHash('sha256');
  let beginning = Buffer.alloc(0);
  const end = isHashed ? size : Math.min(size, MOST_SHOWN);
  for await (const chunk of rangesOf(bytes, start, start + end)) {
    hash.update(chunk);
    if (beginning.byteLength < MOST_SHOWN)
      beginning = Buffer.concat([beginning, chunk.subarray(0, MOST_SHOWN - beginning.byteLength)]);
  }
  if (isHashed && hash.digest('hex') !== sha256)
    throw new InconsistentState('a file of a package that is not as its list says');
  return { beginning: beginning.toString('utf8'), isChecked: isHashed };
}
