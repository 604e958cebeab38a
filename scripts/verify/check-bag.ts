import { isDeepStrictEqual } from 'node:util';
import { ENVELOPE, type Statement } from './check-statement.ts';
import type { Faults } from './faults.ts';
import type { PackageZip } from './package-zip.ts';
import type { Digests } from './read-through.ts';

export type Lists = { sha256: Map<string, string>; sha512: Map<string, string> };

const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const isPayload = (path: string) => path.startsWith('data/');
const isTagList = (path: string) => path.startsWith('tagmanifest-');

/**
 * Every file is in both lists and every listed file is there, byte for byte (RFC 8493); the tag files are those that the
 * statement names. Returns the digests of the files.
 */
export async function checkBag(
  zip: PackageZip,
  statement: Statement,
  lists: Lists,
  faults: Faults,
): Promise<ReadonlyMap<string, Digests>> {
  const { digests } = await zip.reading;
  const payload = zip.names().filter(isPayload);
  const tags = zip.names().filter((path) => !isPayload(path) && !isTagList(path));
  compareLists(payload, lists, { digests, list: 'manifest', faults });
  compareLists(tags, await readLists(zip, { list: 'tagmanifest', sorted: true }, faults), {
    digests,
    list: 'tagmanifest',
    faults,
  });
  checkSubjects(tags, statement, { digests, faults });
  checkTotals(payload, statement, { digests, faults });
  await checkTexts(zip, statement, faults);
  return digests;
}

/** What the bag says of its payload, or of the files beside it. It is not yet held against them. */
export async function readLists(
  zip: PackageZip,
  { list, sorted }: { list: 'manifest' | 'tagmanifest'; sorted: boolean },
  faults: Faults,
): Promise<Lists> {
  const [sha256, sha512] = [
    await readList(zip, { file: `${list}-sha256.txt`, sorted }, faults),
    await readList(zip, { file: `${list}-sha512.txt`, sorted }, faults),
  ];
  if (!isDeepStrictEqual([...sha256.keys()], [...sha512.keys()]))
    faults.add({
      rule: 'bag-list-order',
      file: `${list}-sha512.txt`,
      text: 'the two lists name other files, or in another order',
    });
  return { sha256, sha512 };
}

/**
 * The one order of the archive: by name in format 3; in format 4 the payload as the lists have it, and behind it all else by
 * name.
 */
export function checkOrder(
  zip: PackageZip,
  { predicate }: Statement,
  { sha256 }: Lists,
  faults: Faults,
): void {
  // A file under `data/` that is in no list is named as that.
  const names = zip.names().filter((path) => isByName(predicate) || !isPayload(path) || sha256.has(path));
  const byName = (some: readonly string[]) =>
    [...some].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const expected = isByName(predicate)
    ? byName(names)
    : [...[...sha256.keys()].filter(zip.has), ...byName(names.filter((path) => !sha256.has(path)))];
  for (const [index, path] of names.entries()) {
    if (path === expected[index]) continue;
    faults.add({
      rule: 'archive-order',
      file: path,
      offset: zip.offsetOf(path),
      text: 'entries are not in their order',
    });
    return;
  }
}

/** Whether lists and archive are in the order of names. */
export const isByName = ({ format }: Pick<Statement['predicate'], 'format'>): boolean =>
  format === 'due-process-disclosure/3';

async function readList(
  zip: PackageZip,
  { file, sorted }: { file: string; sorted: boolean },
  faults: Faults,
): Promise<Map<string, string>> {
  const listed = new Map<string, string>();
  if (!zip.has(file)) {
    faults.add({ rule: 'bag-list', file, text: 'a list of the bag is missing' });
    return listed;
  }
  const bytes = await zip.bytes(file);
  const length = file.includes('sha512') ? 128 : 64;
  const line = new RegExp(`^([0-9a-f]{${length}})  (.+)$`);
  let [offset, previous] = [0, ''];
  const text = bytes.toString('utf8');
  if (text !== '' && !text.endsWith('\n'))
    faults.add({ rule: 'bag-list', file, offset: bytes.length, text: 'a list ends without a line end' });
  for (const one of text.split('\n').slice(0, -1)) {
    const [, hex = '', written = ''] = line.exec(one) ?? [];
    const path = written.replaceAll(/%(0D|0A|25)/g, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (hex === '') faults.add({ rule: 'bag-list', file, offset, text: 'a line is no digest and path' });
    else if (listed.has(path) || (sorted && Buffer.compare(Buffer.from(previous), Buffer.from(path)) >= 0))
      faults.add({
        rule: 'bag-list-order',
        file,
        offset,
        text: 'a path is listed twice, or not in its order',
      });
    listed.set(path, hex);
    [offset, previous] = [offset + Buffer.byteLength(one) + 1, path];
  }
  return listed;
}

type Compared = { digests: ReadonlyMap<string, Digests>; list: string; faults: Faults };

function compareLists(paths: readonly string[], lists: Lists, { digests, list, faults }: Compared): void {
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const listed = lists[algorithm];
    for (const path of paths) {
      const [said, found] = [listed.get(path), digests.get(path)?.[algorithm]];
      if (said === undefined)
        faults.add({ rule: 'bag-unlisted', file: path, text: `it is not in ${list}-${algorithm}.txt` });
      else if (found !== undefined && said !== found)
        faults.add({ rule: 'bag-digest', file: path, text: `it is not what ${list}-${algorithm}.txt says` });
    }
    const there = new Set(paths);
    for (const path of listed.keys())
      if (!there.has(path))
        faults.add({
          rule: 'bag-missing',
          file: path,
          text: `it is in ${list}-${algorithm}.txt and not in the package`,
        });
  }
}

type Known = Omit<Compared, 'list'>;

function checkSubjects(tags: readonly string[], { subject }: Statement, { digests, faults }: Known): void {
  const expected = tags.filter((path) => path !== ENVELOPE);
  const names = subject.map(({ name }) => name);
  if (!isDeepStrictEqual(names, expected))
    faults.add({
      rule: 'statement-subjects',
      file: ENVELOPE,
      text: 'the statement names other files than there are, or in another order',
    });
  for (const { name, digest } of subject) {
    const found = digests.get(name);
    if (found && (found.sha256 !== digest.sha256 || found.sha512 !== digest.sha512))
      faults.add({ rule: 'statement-digest', file: name, text: 'it is not what was signed' });
  }
}

function checkTotals(payload: readonly string[], { predicate }: Statement, { digests, faults }: Known): void {
  const bytes = payload.reduce((sum, path) => sum + (digests.get(path)?.size ?? 0), 0);
  if (predicate.payload.files !== payload.length || predicate.payload.bytes !== bytes)
    faults.add({
      rule: 'payload-total',
      file: ENVELOPE,
      text: 'the statement says another number of files or bytes',
    });
}

/** What is there twice, for people and for programs, says the same twice. */
async function checkTexts(zip: PackageZip, { predicate }: Statement, faults: Faults): Promise<void> {
  const text = async (file: string) => (zip.has(file) ? (await zip.bytes(file)).toString('utf8') : undefined);
  if ((await text('bagit.txt')) !== BAGIT)
    faults.add({
      rule: 'bagit',
      file: 'bagit.txt',
      text: 'it is not the declaration of a bag of version 1.0',
    });
  const { bytes, files } = predicate.payload;
  const info = (await text('bag-info.txt'))?.split('\n') ?? [];
  for (const line of [`Payload-Oxum: ${bytes}.${files}`, `External-Identifier: ${predicate.demandId}`])
    if (info.filter((one) => one.startsWith(line.slice(0, line.indexOf(':') + 1))).join() !== line)
      faults.add({
        rule: 'bag-info',
        file: 'bag-info.txt',
        text: `it does not say ${line.split(':')[0]} as the statement does`,
      });
  if (zip.base !== `disclosure-${predicate.demandId}`)
    faults.add({ rule: 'base-folder', file: zip.base, text: 'the folder is named after another demand' });
  const { demandId, round, scope, determination, ledger, custody } = predicate;
  const copies = {
    scope: { demandId, round, ...scope },
    determination,
    custody: { demandId, ledger, custody },
  };
  for (const [name, copy] of Object.entries(copies)) {
    const file = `metadata/${name}.json`;
    const said = await text(file);
    if (said === undefined || !isDeepStrictEqual(safeJson(said), copy))
      faults.add({ rule: 'copy', file, text: 'it says something else than the statement' });
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
