import { createHash, randomBytes } from 'node:crypto';
import { JsonLines, readJsonLines } from '../../state/json-lines.ts';
import { asNumber, asObject, asString, type JsonObject } from '../../template/json.ts';
import { AwsError } from '../aws-error.ts';
import type { ContentFile } from './content-files.ts';
import { type NewVersion, readNewVersion, writeNewVersion } from './object-version.ts';
import { invalidRequest } from './s3-error.ts';

export type UploadedPart = {
  readonly file: string;
  readonly size: number;
  readonly md5: Buffer;
  readonly sha256: Buffer;
};

/** An object that comes in parts and is not there yet. */
type Upload = {
  readonly about: Omit<NewVersion, 'etag' | 'checksums'>;
  readonly parts: Map<number, UploadedPart>;
};

/** What the one who completes an upload says of a part. */
export type NamedPart = {
  readonly number: number;
  readonly etag: string;
  readonly sha256?: string | undefined;
};

export type Assembled = { readonly version: NewVersion; readonly files: readonly ContentFile[] };

/** Every part but the last has this many bytes at least. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

/** The uploads in parts that are under way in one bucket. A journal tells of them, so that a stop of the laptop ends none. */
export class Uploads {
  readonly #journal: JsonLines;
  readonly #uploads: Map<string, Upload>;

  private constructor(journal: JsonLines, uploads: Map<string, Upload>) {
    this.#journal = journal;
    this.#uploads = uploads;
  }

  /** @param made files of objects: an upload that one of them was of has ended, whether that was still told or not */
  static async open(path: string, made: ReadonlySet<string>): Promise<Uploads> {
    const uploads = new Map<string, Upload>();
    await readJsonLines(path, (record) => replay(record, uploads));
    const journal = await JsonLines.open(path);
    for (const [id, { parts }] of uploads) {
      if (![...parts.values()].some(({ file }) => made.has(file))) continue;
      await journal.append({ end: { id } });
      uploads.delete(id);
    }
    return new Uploads(journal, uploads);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  /** Whether a file is one of a part. */
  has(file: string): boolean {
    return [...this.#uploads.values()].some(({ parts }) =>
      [...parts.values()].some((part) => part.file === file),
    );
  }

  async begin(about: Upload['about']): Promise<string> {
    const id = randomBytes(24).toString('base64url');
    await this.#journal.append({ begin: { id, about: writeNewVersion(about) } });
    this.#uploads.set(id, { about, parts: new Map() });
    return id;
  }

  /** Takes a part, over one of the same number. @returns the file that is wanted no more, if there is one */
  async take(
    { key, id, number }: { key: string; id: string; number: number },
    part: UploadedPart,
  ): Promise<string | undefined> {
    const { parts } = this.#find(key, id);
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    const { file, size, md5, sha256 } = part;
    const hashes = { md5: md5.toString('hex'), sha256: sha256.toString('hex') };
    await this.#journal.append({ part: { id, number, file, size, ...hashes } });
    const before = parts.get(number)?.file;
    parts.set(number, part);
    return before;
  }

  /** What the parts that are named make together. */
  assemble(key: string, id: string, named: readonly NamedPart[]): Assembled {
    const { about, parts } = this.#find(key, id);
    if (named.length === 0) throw new AwsError('MalformedXML', 'An upload of no parts.');
    const all = named.map(({ number, etag, sha256 }, index) => {
      if (index > 0 && number <= (named[index - 1]?.number ?? 0))
        throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
      const part = parts.get(number);
      const isSame = part?.md5.toString('hex') === etag && sameHash(part, sha256);
      if (part === undefined || !isSame)
        throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
      if (index < named.length - 1 && part.size < SMALLEST_PART)
        throw new AwsError('EntityTooSmall', 'A part but the last is smaller than the minimum.');
      return part;
    });
    const over = (algorithm: 'md5' | 'sha256') => {
      const hash = createHash(algorithm);
      for (const part of all) hash.update(part[algorithm]);
      return hash;
    };
    const version = {
      ...about,
      etag: `${over('md5').digest('hex')}-${all.length}`,
      checksums: { 'x-amz-checksum-sha256': `${over('sha256').digest('base64')}-${all.length}` },
    };
    return { version, files: all.map(({ file, size }) => ({ name: file, size })) };
  }

  /** Forgets an upload, and tells which files it had. */
  async end(key: string, id: string): Promise<string[]> {
    const { parts } = this.#find(key, id);
    await this.#journal.append({ end: { id } });
    this.#uploads.delete(id);
    return [...parts.values()].map(({ file }) => file);
  }

  #find(key: string, id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.about.key !== key)
      throw new AwsError('NoSuchUpload', 'The specified upload does not exist.', { status: 404 });
    return upload;
  }
}

function replay(record: JsonObject, uploads: Map<string, Upload>): void {
  const [kind = '', value] = Object.entries(record)[0] ?? [];
  const { id: said, ...line } = asObject(value, kind);
  const id = asString(said, 'id');
  if (kind === 'begin')
    uploads.set(id, { about: readNewVersion(asObject(line.about, 'about')), parts: new Map() });
  else if (kind === 'end') uploads.delete(id);
  else
    uploads.get(id)?.parts.set(asNumber(line.number, 'number'), {
      file: asString(line.file, 'file'),
      size: asNumber(line.size, 'size'),
      md5: Buffer.from(asString(line.md5, 'md5'), 'hex'),
      sha256: Buffer.from(asString(line.sha256, 'sha256'), 'hex'),
    });
}

function sameHash({ sha256 }: UploadedPart, named: string | undefined): boolean {
  return named === undefined || sha256.toString('base64') === named;
}

const PART = /<Part>(.*?)<\/Part>/gs;
const memberOf = (part: string, name: string) =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(part)?.[1]?.replaceAll('&quot;', '"');

/** The parts that the body of CompleteMultipartUpload names. */
export function namedParts(xml: string): NamedPart[] {
  return [...xml.matchAll(PART)].map(([, part = '']) => {
    const number = Number(memberOf(part, 'PartNumber'));
    const etag = memberOf(part, 'ETag')?.replaceAll('"', '');
    if (!Number.isInteger(number) || etag === undefined)
      throw invalidRequest('A part without number or tag.');
    return { number, etag, sha256: memberOf(part, 'ChecksumSHA256') };
  });
}
