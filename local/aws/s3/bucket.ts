import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { JsonLines, readJsonLines } from '../../state/json-lines.ts';
import { Turns } from '../../state/turns.ts';
import type { PlayedResource } from '../../template/stack-model.ts';
import { AwsError } from '../aws-error.ts';
import { type BucketRules, rulesOf } from './bucket-rules.ts';
import { type NewVersion, type ObjectVersion, type Retention, writeVersion } from './object-version.ts';
import { type NamedPart, type UploadedPart, Uploads } from './uploads.ts';
import { Versions } from './versions.ts';

/** Ends the name of a file whose put is under way; what a crash left of one is removed at the next start. */
const UNFINISHED = '.tmp';

/** Bytes, or the files that have them one after another. */
type Content = Buffer | readonly string[];
type Check = (current: ObjectVersion | undefined) => void;

type Opened = {
  readonly folder: string;
  readonly journal: JsonLines;
  readonly versions: Versions;
};

/**
 * One bucket: a file per version, and a journal that says which versions there are. A put is visible when its line is
 * in the journal; a file without a line is what a crash left, and nothing shows it.
 */
export class Bucket {
  readonly name: string;
  readonly arn: string;
  readonly rules: BucketRules;
  readonly uploads = new Uploads();
  readonly #folder: string;
  readonly #journal: JsonLines;
  readonly #versions: Versions;
  readonly #turns = new Turns();

  private constructor(resource: PlayedResource, { folder, journal, versions }: Opened) {
    this.name = resource.ref;
    this.arn = resource.arn;
    this.rules = rulesOf(resource);
    this.#folder = folder;
    this.#journal = journal;
    this.#versions = versions;
  }

  static async open(resource: PlayedResource, parent: string): Promise<Bucket> {
    const folder = join(parent, resource.ref);
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
    for (const name of readdirSync(join(folder, 'data'))) {
      if (name.endsWith(UNFINISHED)) rmSync(join(folder, 'data', name));
    }
    const versions = new Versions();
    const path = join(folder, 'journal.jsonl');
    await readJsonLines(path, (record) => versions.replay(record));
    return new Bucket(resource, { folder, journal: await JsonLines.open(path), versions });
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  /** The version asked for, or the newest; undefined where there is none. */
  find(key: string, versionId?: string): ObjectVersion | undefined {
    return this.#versions.find(key, versionId);
  }

  /** Keys that begin so, in the order in which S3 lists them. */
  keys(prefix: string): string[] {
    return this.#versions.keys(prefix);
  }

  /**
   * `check` runs when the content is on the disk and no other change of the key is under way, so that two puts cannot both
   * pass.
   */
  async put(version: NewVersion, content: Content, check: Check): Promise<ObjectVersion> {
    const id = randomBytes(16).toString('base64url');
    const temporary = join(this.#folder, 'data', `${id}${UNFINISHED}`);
    try {
      const size = await writeContent(temporary, content);
      return await this.#turns.take(version.key, () => {
        check(this.#current(version.key));
        renameSync(temporary, join(this.#folder, 'data', id));
        return this.#add({
          ...version,
          versionId: this.rules.versioned ? id : 'null',
          deleteMarker: false,
          size,
          modified: new Date().toISOString(),
          retention: version.retention ?? this.#defaultRetention(),
          headers: { ...version.headers, [FILE]: id },
        });
      });
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Keeps a part of an upload on the disk, where a stop of the laptop ends it. */
  async takePart(
    { key, uploadId, number }: { key: string; uploadId: string; number: number },
    content: Buffer,
    hashes: Pick<UploadedPart, 'md5' | 'sha256'>,
  ): Promise<void> {
    const file = join(this.#folder, 'data', `${randomBytes(16).toString('base64url')}${UNFINISHED}`);
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    try {
      const before = this.uploads.take(key, uploadId, number, { file, size: content.length, ...hashes });
      if (before !== undefined) await rm(before, { force: true });
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  /** Makes one object of the parts of an upload, in the order in which they are named. */
  async complete(
    key: string,
    uploadId: string,
    { named, check }: { named: readonly NamedPart[]; check: Check },
  ): Promise<ObjectVersion> {
    const { version, files } = this.uploads.assemble(key, uploadId, named);
    const made = await this.put(version, files, check);
    await this.abort(key, uploadId);
    return made;
  }

  async abort(key: string, uploadId: string): Promise<void> {
    for (const file of this.uploads.end(key, uploadId)) await rm(file, { force: true });
  }

  /** Writes a version into the journal and only then shows it; without its line its file goes again. */
  async #add(made: ObjectVersion): Promise<ObjectVersion> {
    const replaced = this.rules.versioned ? undefined : this.find(made.key);
    try {
      await this.#journal.append({ put: writeVersion(made) });
    } catch (error) {
      await this.#removeFile(made);
      throw error;
    }
    this.#versions.apply(made);
    if (replaced !== undefined) await this.#removeFile(replaced);
    return made;
  }

  /** Gives a version these tags instead of those it had; a lock does not keep it from that. */
  tag({ key, versionId }: ObjectVersion, tags: Readonly<Record<string, string>>): Promise<void> {
    return this.#turns.take(key, async () => {
      const version = this.find(key, versionId);
      if (version === undefined) return;
      const tagged = { ...version, tags };
      await this.#journal.append({ put: writeVersion(tagged) });
      this.#versions.apply(tagged);
    });
  }

  delete(key: string, versionId: string | undefined): Promise<ObjectVersion | undefined> {
    return this.#turns.take(key, async () => {
      if (versionId === undefined && this.rules.versioned)
        return this.#add({
          key,
          versionId: randomBytes(16).toString('base64url'),
          deleteMarker: true,
          size: 0,
          etag: '',
          modified: new Date().toISOString(),
          headers: {},
          checksums: {},
          retention: undefined,
          legalHold: false,
        });
      const gone = this.find(key, versionId);
      if (gone === undefined) return undefined;
      await this.#journal.append({ delete: { key, versionId: gone.versionId } });
      this.#versions.forget(key, gone.versionId);
      await this.#removeFile(gone);
      return gone;
    });
  }

  stream(version: ObjectVersion, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#fileOf(version), range);
  }

  #current(key: string): ObjectVersion | undefined {
    const newest = this.find(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  #fileOf(version: ObjectVersion): string {
    const id = version.headers[FILE];
    if (id === undefined)
      throw new AwsError('MethodNotAllowed', 'A delete marker has no content.', { status: 405 });
    return join(this.#folder, 'data', id);
  }

  async #removeFile(version: ObjectVersion): Promise<void> {
    if (version.headers[FILE] !== undefined) await rm(this.#fileOf(version), { force: true });
  }

  #defaultRetention(): Retention | undefined {
    const preset = this.rules.defaultRetention;
    if (preset === undefined) return undefined;
    return { mode: preset.mode, until: new Date(Date.now() + preset.days * 86_400_000).toISOString() };
  }
}

/** The name of the file with a version's content; it never leaves the store. */
export const FILE = ':file';

/** @returns how many bytes there are */
async function writeContent(path: string, content: Content): Promise<number> {
  if (Buffer.isBuffer(content)) {
    await writeFile(path, content, { flag: 'wx', mode: 0o600, flush: true });
    return content.length;
  }
  const target = await open(path, 'wx', 0o600);
  try {
    for (const file of content) await writeFile(target, createReadStream(file));
    await target.sync();
  } finally {
    await target.close();
  }
  return (await stat(path)).size;
}
