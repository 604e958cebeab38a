import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { JsonLines, readJsonLines } from '../../state/json-lines.ts';
import { Turns } from '../../state/turns.ts';
import type { PlayedResource } from '../../template/stack-model.ts';
import { AwsError } from '../aws-error.ts';
import { type BucketRules, rulesOf } from './bucket-rules.ts';
import { type ContentFile, filesOf, slicesOf, writeFiles } from './content-files.ts';
import { type NewVersion, type ObjectVersion, type Retention, writeVersion } from './object-version.ts';
import { type NamedPart, type UploadedPart, Uploads } from './uploads.ts';
import { Versions } from './versions.ts';

/** Ends the name of a file whose put is under way; what a crash left of one is removed at the next start. */
const UNFINISHED = '.tmp';

/** What a part of an upload is called that is not finished, or was and has become part of an object. */
const PART = '.part';

type Check = (current: ObjectVersion | undefined) => void;

type Opened = {
  readonly folder: string;
  readonly journal: JsonLines;
  readonly versions: Versions;
  readonly uploads: Uploads;
};

/**
 * One bucket: a file per version, and a journal that says which versions there are. A put is visible when its line is
 * in the journal; a file without a line is what a crash left, and nothing shows it.
 */
export class Bucket {
  readonly name: string;
  readonly arn: string;
  readonly rules: BucketRules;
  readonly uploads: Uploads;
  readonly #folder: string;
  readonly #journal: JsonLines;
  readonly #versions: Versions;
  readonly #turns = new Turns();

  private constructor(resource: PlayedResource, { folder, journal, versions, uploads }: Opened) {
    this.name = resource.ref;
    this.arn = resource.arn;
    this.rules = rulesOf(resource);
    this.#folder = folder;
    this.#journal = journal;
    this.#versions = versions;
    this.uploads = uploads;
  }

  static async open(resource: PlayedResource, parent: string): Promise<Bucket> {
    const folder = join(parent, resource.ref);
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
    const versions = new Versions();
    const path = join(folder, 'journal.jsonl');
    await readJsonLines(path, (record) => versions.replay(record));
    const made = new Set(versions.all().flatMap((version) => filesOf(version).map(({ name }) => name)));
    const uploads = await Uploads.open(join(folder, 'uploads.jsonl'), made);
    for (const name of readdirSync(join(folder, 'data'))) {
      const isLeft = name.endsWith(PART) && !made.has(name) && !uploads.has(name);
      if (name.endsWith(UNFINISHED) || isLeft) rmSync(join(folder, 'data', name));
    }
    return new Bucket(resource, { folder, journal: await JsonLines.open(path), versions, uploads });
  }

  async close(): Promise<void> {
    await this.uploads.close();
    await this.#journal.close();
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
  async put(version: NewVersion, content: Buffer, check: Check): Promise<ObjectVersion> {
    const id = randomBytes(16).toString('base64url');
    const temporary = join(this.#folder, 'data', `${id}${UNFINISHED}`);
    try {
      await writeFile(temporary, content, { flag: 'wx', mode: 0o600, flush: true });
      return await this.#turns.take(version.key, () => {
        check(this.#current(version.key));
        renameSync(temporary, join(this.#folder, 'data', id));
        return this.#make(version, id, [{ name: id, size: content.length }]);
      });
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  #make(version: NewVersion, id: string, files: readonly ContentFile[]): Promise<ObjectVersion> {
    return this.#add({
      ...version,
      versionId: this.rules.versioned ? id : 'null',
      deleteMarker: false,
      size: files.reduce((sum, { size }) => sum + size, 0),
      modified: new Date().toISOString(),
      retention: version.retention ?? this.#defaultRetention(),
      headers: { ...version.headers, ...writeFiles(files) },
    });
  }

  /** Keeps a part of an upload on the disk, until the upload ends. */
  async takePart(
    { key, uploadId, number }: { key: string; uploadId: string; number: number },
    content: Buffer,
    hashes: Pick<UploadedPart, 'md5' | 'sha256'>,
  ): Promise<void> {
    const file = `${randomBytes(16).toString('base64url')}${PART}`;
    await writeFile(this.#pathOf(file), content, { flag: 'wx', mode: 0o600, flush: true });
    try {
      const part = { file, size: content.length, ...hashes };
      // Not while the upload is made an object: a part that comes then has come too late.
      const before = await this.#turns.take(key, () =>
        this.uploads.take({ key, id: uploadId, number }, part),
      );
      if (before !== undefined) await rm(this.#pathOf(before), { force: true });
    } catch (error) {
      await rm(this.#pathOf(file), { force: true });
      throw error;
    }
  }

  /** Makes one object of the parts of an upload, in the order in which they are named. */
  async complete(
    key: string,
    uploadId: string,
    { named, check }: { named: readonly NamedPart[]; check: Check },
  ): Promise<ObjectVersion> {
    return this.#turns.take(key, async () => {
      const { version, files } = this.uploads.assemble(key, uploadId, named);
      check(this.#current(key));
      const made = await this.#make(version, randomBytes(16).toString('base64url'), files);
      // Its files are the object's now, but for parts that nobody named.
      const isMade = new Set(files.map(({ name }) => name));
      for (const file of await this.uploads.end(key, uploadId))
        if (!isMade.has(file)) await rm(this.#pathOf(file), { force: true });
      return made;
    });
  }

  async abort(key: string, uploadId: string): Promise<void> {
    const files = await this.#turns.take(key, () => this.uploads.end(key, uploadId));
    for (const file of files) await rm(this.#pathOf(file), { force: true });
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
    const files = filesOf(version);
    const [only] = files;
    if (only === undefined)
      throw new AwsError('MethodNotAllowed', 'A delete marker has no content.', { status: 405 });
    if (files.length === 1) return createReadStream(this.#pathOf(only.name), range);
    return Readable.from(this.#slices(slicesOf(files, range)), { objectMode: false });
  }

  async *#slices(slices: ReturnType<typeof slicesOf>): AsyncGenerator<Buffer> {
    for (const { name, ...range } of slices) yield* createReadStream(this.#pathOf(name), range);
  }

  #current(key: string): ObjectVersion | undefined {
    const newest = this.find(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  #pathOf(file: string): string {
    return join(this.#folder, 'data', file);
  }

  async #removeFile(version: ObjectVersion): Promise<void> {
    for (const { name } of filesOf(version)) await rm(this.#pathOf(name), { force: true });
  }

  #defaultRetention(): Retention | undefined {
    const preset = this.rules.defaultRetention;
    if (preset === undefined) return undefined;
    return { mode: preset.mode, until: new Date(Date.now() + preset.days * 86_400_000).toISOString() };
  }
}
