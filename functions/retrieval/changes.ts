import { createHash } from 'node:crypto';
import {
  type ChangedRecord,
  changesKey,
  type HarvestPart,
  HarvestRecord,
} from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Found, Unfound } from './connector.ts';
import type { Keeping } from './harvest-lines.ts';
import type { ObjectStamp } from './object-store.ts';
import { Spool } from './spool.ts';
import { recordName } from './stamps.ts';
import { withholdingOf } from './withholding.ts';

/** What is remembered of a frozen record: a digest of its fields, and how its bytes are known again. */
type Known = {
  fields: string;
  bytes: { tag: string } | { sha256: string } | undefined;
  isAside: boolean;
  isSeen?: true;
};
type Counts = { deleted: number; edited: number; added: number };
/** What a connector finds now of a record that was frozen, or was not. */
export type Seen = {
  item: string;
  at: string | null;
  id: string;
  now: 'same' | 'edited' | 'added' | 'deleted';
};

/**
 * Tells what became of records since they were frozen, by what the connector finds now. Nothing of what it finds now is kept:
 * of records that were added it is counted that there are some. Some 450 bytes are kept of each record of a grant: 170 MiB of
 * 400,000.
 */
export class Changes {
  readonly #known = new Map<string, Map<string, Known>>();
  /** What the frozen records of an item have among them. A field that none of them has was not read then. */
  readonly #fields = new Map<string, Set<string>>();
  readonly #counts = new Map<string, Counts>();
  /** Lines of what changed, by item: of one that cannot be compared none is written. */
  readonly #lines = new Map<string, Spool>();
  readonly #notCompared: string[] = [];

  /** @param items those of which something was frozen */
  constructor(items: Iterable<string>) {
    for (const item of items) {
      this.#known.set(item, new Map());
      this.#fields.set(item, new Set());
      this.#counts.set(item, none());
      this.#lines.set(item, new Spool());
    }
  }

  freeze(record: HarvestRecord, stamp: ObjectStamp | undefined): void {
    const { item, fields, blob, setAside } = record;
    // A second one of its kind is set aside, and tells nothing of the first.
    if (setAside !== undefined && this.#known.get(item)?.has(recordName(record))) return;
    for (const name of Object.keys(fields)) this.#fields.get(item)?.add(name);
    const bytes = stamp ? { tag: stamp.tag } : blob && { sha256: blob.sha256 };
    this.#known
      .get(item)
      ?.set(recordName(record), { fields: digestOf(fields), bytes, isAside: setAside !== undefined });
  }

  /** Compares what is found now. It may look at the marks of several at once; `add` takes them in order. */
  async look(found: Found | Unfound): Promise<Seen> {
    const { item, at, id } = found;
    const known = this.#known.get(item)?.get(recordName({ at, id }));
    if (!known) return { item, at, id, now: 'added' };
    // What could not be read then is not in the package, whatever it is now.
    if (known.isAside) return { item, at, id, now: 'same' };
    if ('setAside' in found) return { item, at, id, now: 'edited' };
    const bare = HarvestRecord.shape.fields.safeParse(found.fields);
    const isSame = bare.success && digestOf(this.#frozenFields(item, bare.data)) === known.fields;
    return { item, at, id, now: isSame ? await bytesNow(found, known) : 'edited' };
  }

  #frozenFields(item: string, fields: HarvestRecord['fields']): HarvestRecord['fields'] {
    const names = this.#fields.get(item);
    return Object.fromEntries(Object.entries(fields).filter(([name]) => names?.has(name)));
  }

  async add({ item, at, id, now }: Seen): Promise<void> {
    const counts = this.#counts.get(item);
    if (!counts) return;
    if (now === 'added') counts.added += 1;
    const known = this.#known.get(item)?.get(recordName({ at, id }));
    if (now === 'added' || !known || known.isSeen) return;
    known.isSeen = true;
    await this.#tell({ item, at, id }, now);
  }

  /** Forgets what was found now of an item, to compare it anew. */
  async again(item: string): Promise<void> {
    for (const known of this.#known.get(item)?.values() ?? []) delete known.isSeen;
    await this.#lines.get(item)?.abandon();
    this.#lines.set(item, new Spool());
    this.#counts.set(item, none());
  }

  /** Says of an item nothing but that it could not be compared. */
  async forget(item: string): Promise<void> {
    await this.#lines.get(item)?.abandon();
    this.#lines.delete(item);
    this.#known.delete(item);
    this.#counts.delete(item);
    this.#notCompared.push(item);
  }

  /** Whatever was not found now is gone. Writes what changed, and says what that is. */
  async keep({ prefix, harvest }: Keeping): Promise<NonNullable<HarvestPart['changes']>> {
    for (const [item, left] of this.#known)
      for (const [name, { isAside, isSeen }] of left)
        if (!isAside && !isSeen) await this.#tell({ item, ...namedBy(name) }, 'deleted');
    const all = new Spool();
    for (const lines of this.#lines.values()) {
      const told = await lines.finish();
      for await (const chunk of told.chunks()) await all.write(chunk);
      await told.discard();
    }
    const spooled = await all.finish();
    const { sha256, size } = spooled;
    try {
      await harvest.create(changesKey(prefix, sha256), spooled, 'application/jsonl');
    } finally {
      await spooled.discard();
    }
    return {
      records: { sha256, size },
      items: [...this.#counts].map(([item, counts]) => ({ item, ...counts })),
      ...(this.#notCompared.length > 0 ? { notCompared: [...this.#notCompared] } : {}),
    };
  }

  async abandon(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((lines) => lines.abandon()));
  }

  async #tell(record: Pick<ChangedRecord, 'item' | 'at' | 'id'>, now: Seen['now']): Promise<void> {
    const counts = this.#counts.get(record.item);
    if (!counts || now === 'same' || now === 'added') return;
    counts[now] += 1;
    const { item, at, id } = record;
    await this.#lines
      .get(item)
      ?.write(`${canonicalJson({ item, at, id, change: now } satisfies ChangedRecord)}\n`);
  }
}

/** By the store's mark where there was one; else all bytes are read. */
async function bytesNow({ blob }: Found, { bytes }: Known): Promise<Seen['now']> {
  if (!blob || !bytes) return blob || bytes ? 'edited' : 'same';
  const seen = await withholdingOf().attempt(async () => {
    if ('tag' in bytes && blob.stamp) return { isSame: (await blob.stamp()).tag === bytes.tag };
    if ('tag' in bytes) return { isSame: (await blob.open()).stamp?.tag === bytes.tag };
    const hash = createHash('sha256');
    for await (const chunk of await blob.open()) hash.update(chunk);
    return { isSame: hash.digest('hex') === bytes.sha256 };
  });
  // It is listed still, and its bytes cannot be had.
  if (typeof seen === 'string') return 'deleted';
  return seen.isSame ? 'same' : 'edited';
}

const none = (): Counts => ({ deleted: 0, edited: 0, added: 0 });

const digestOf = (fields: HarvestRecord['fields']) =>
  createHash('sha256').update(canonicalJson(fields)).digest('base64url').slice(0, 22);

/** The inverse of `recordName`: instants have no spaces. */
function namedBy(name: string): Pick<ChangedRecord, 'at' | 'id'> {
  const end = name.indexOf(' ');
  const at = name.slice(0, end);
  return { at: at === 'null' ? null : at, id: name.slice(end + 1) };
}
