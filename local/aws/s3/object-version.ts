import {
  asFlag,
  asNumber,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
} from '../../template/json.ts';

export type Retention = {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  /** ISO 8601. */
  readonly until: string;
};

/** One version of one object, as its bucket's journal keeps it. */
export type ObjectVersion = {
  readonly key: string;
  readonly versionId: string;
  readonly deleteMarker: boolean;
  readonly size: number;
  readonly etag: string;
  /** ISO 8601. */
  readonly modified: string;
  /** Headers that go back to a reader as they came: content-type and the like, x-amz-meta-*, encryption. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksums: Readonly<Record<string, string>>;
  readonly retention: Retention | undefined;
  readonly legalHold: boolean;
  /** Tags by key; versions of an earlier laptop say nothing of them. */
  readonly tags?: Readonly<Record<string, string>>;
};

/** What a put says of the version to be; the bucket adds its id, its time and its default lock. */
export type NewVersion = Pick<
  ObjectVersion,
  'key' | 'etag' | 'headers' | 'checksums' | 'retention' | 'legalHold' | 'tags'
>;

const textMap = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([name, text]) => [name, asString(text, name)]),
  );

type Begun = Omit<NewVersion, 'etag' | 'checksums'>;

/** What a put in parts says when it begins. */
export const readNewVersion = (record: JsonObject): Begun => ({
  key: asString(record.key, 'key'),
  headers: textMap(record.headers),
  retention: readRetention(record.retention),
  legalHold: asFlag(record.legalHold),
  tags: textMap(record.tags),
});

export const writeNewVersion = ({ key, headers, retention, legalHold, tags }: Begun): JsonObject => ({
  key,
  headers: { ...headers },
  retention: retention === undefined ? null : { ...retention },
  legalHold,
  tags: { ...tags },
});

function readRetention(value: Json | undefined): Retention | undefined {
  if (!isObject(value)) return undefined;
  return {
    mode: value.mode === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
    until: asString(value.until, 'until'),
  };
}

export function readVersion(record: JsonObject): ObjectVersion {
  return {
    key: asString(record.key, 'key'),
    versionId: asString(record.versionId, 'versionId'),
    deleteMarker: asFlag(record.deleteMarker),
    size: asNumber(record.size, 'size'),
    etag: asString(record.etag, 'etag'),
    modified: asString(record.modified, 'modified'),
    headers: textMap(record.headers),
    checksums: textMap(record.checksums),
    retention: readRetention(record.retention),
    legalHold: asFlag(record.legalHold),
    tags: textMap(record.tags),
  };
}

export const writeVersion = (version: ObjectVersion): JsonObject =>
  asObject(
    {
      ...version,
      headers: { ...version.headers },
      checksums: { ...version.checksums },
      tags: { ...version.tags },
      retention: version.retention === undefined ? null : { ...version.retention },
    },
    'version',
  );

/** Whether a version may not be deleted now. A governance lock yields to whoever holds the right to bypass it. */
export function isLocked(version: ObjectVersion, bypassGovernance: boolean, now: number): boolean {
  if (version.legalHold) return true;
  if (version.retention === undefined || Date.parse(version.retention.until) <= now) return false;
  return version.retention.mode === 'COMPLIANCE' || !bypassGovernance;
}
