import { asObject, asString, isObject, type JsonObject } from '../../template/json.ts';
import { type ObjectVersion, readVersion } from './object-version.ts';

/** The versions of every key of a bucket, as its journal tells them. */
export class Versions {
  /** Newest last. */
  readonly #byKey = new Map<string, ObjectVersion[]>();

  /** The version asked for, or the newest; undefined where there is none. */
  find(key: string, versionId?: string): ObjectVersion | undefined {
    const versions = this.#byKey.get(key);
    return versionId === undefined ? versions?.at(-1) : versions?.find((one) => one.versionId === versionId);
  }

  all(): ObjectVersion[] {
    return [...this.#byKey.values()].flat();
  }

  /** Keys that begin so and have an object, in the order in which S3 lists them. */
  keys(prefix: string): string[] {
    return [...this.#byKey]
      .filter(([key, versions]) => key.startsWith(prefix) && versions.at(-1)?.deleteMarker === false)
      .map(([key]) => key)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** Adds a version, or changes the one of its id. */
  apply(version: ObjectVersion): void {
    const known = this.#byKey.get(version.key) ?? [];
    const at = known.findIndex(({ versionId }) => versionId === version.versionId);
    if (at < 0) known.push(version);
    else known[at] = version;
    this.#byKey.set(version.key, known);
  }

  forget(key: string, versionId: string): void {
    const left = (this.#byKey.get(key) ?? []).filter((one) => one.versionId !== versionId);
    if (left.length > 0) this.#byKey.set(key, left);
    else this.#byKey.delete(key);
  }

  /** Takes a line of the journal. */
  replay(record: JsonObject): void {
    if (isObject(record.put)) this.apply(readVersion(record.put));
    else {
      const { key, versionId } = asObject(record.delete, 'delete');
      this.forget(asString(key, 'key'), asString(versionId, 'versionId'));
    }
  }
}
