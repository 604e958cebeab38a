import { createHash } from 'node:crypto';
import {
  type ChangedRecord,
  changesKey,
  type HarvestChanges,
  HarvestRecord,
} from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Found, Unfound } from './connector.ts';
import type { Keeping } from './harvest-lines.ts';
import type { ObjectStamp } from './object-store.ts';
import { Spool, type Spooled } from './spool.ts';
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
type Seen = {
  at: string | null;
  id: string;
  now: 'same' | 'edited' | 'added' | 'deleted';
};

/**
 * Tells what became of records of one item since they were frozen, by what the connector finds now. Nothing of what it finds now
 * is kept: of records that were added it is counted that there are some. Some 450 bytes are kept of each record.
 */
export class Comparison {
  readonly item: string;
  readonly #known = new Map<string, Known>();
  /** What the frozen records of the item have among them. A field that none of them has was not read then. */
  readonly #fields: Set<string>;
  #counts = none();
  #lines = new Spool();

  /** @param fields those that frozen records of the item have, as far as that is known before */
  constructor(item: string, fields: Iterable<string> = []) {
    this.item = item;
    this.#fields = new Set(fields);
  }

  freeze(record: HarvestRecord, stamp: ObjectStamp | undefined): void {
    const { fields, blob, setAside } = record;
    // A second one of its kind is set aside, and tells nothing of the first.
    if (setAside !== undefined && this.#known.has(recordName(record))) return;
    for (const name of Object.keys(fields)) this.#fields.add(name);
    const bytes = stamp ? { tag: stamp.tag } : blob && { sha256: blob.sha256 };
    this.#known.set(recordName(record), { fields: digestOf(fields), bytes, isAside: setAside !== undefined });
  }

  /** Compares what is found now. It may look at the marks of several at once; `add` takes them in order. */
  async look(found: Found | Unfound): Promise<Seen> {
    const { at, id } = found;
    const known = this.#known.get(recordName({ at, id }));
    if (!known) return { at, id, now: 'added' };
    // What could not be read then is not in the package, whatever it is now.
    if (known.isAside) return { at, id, now: 'same' };
    if ('setAside' in found) return { at, id, now: 'edited' };
    const bare = HarvestRecord.shape.fields.safeParse(found.fields);
    const isSame = bare.success && digestOf(this.#frozenFields(bare.data)) === known.fields;
    return { at, id, now: isSame ? await bytesNow(found, known) : 'edited' };
  }

  #frozenFields(fields: HarvestRecord['fields']): HarvestRecord['fields'] {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => this.#fields.has(name)));
  }

  async add({ at, id, now }: Seen): Promise<void> {
    if (now === 'added') this.#counts.added += 1;
    const known = this.#known.get(recordName({ at, id }));
    if (now === 'added' || !known || known.isSeen) return;
    known.isSeen = true;
    await this.#tell({ at, id }, now);
  }

  /** Forgets what was found now, to compare it anew. */
  async again(): Promise<void> {
    for (const known of this.#known.values()) delete known.isSeen;
    await this.abandon();
    this.#lines = new Spool();
    this.#counts = none();
  }

  /** Whatever was not found now is gone. @returns what changed, and its lines, for whoever discards them */
  async end(): Promise<{ counts: Counts; lines: Spooled }> {
    for (const [name, { isAside, isSeen }] of this.#known)
      if (!isAside && !isSeen) await this.#tell(namedBy(name), 'deleted');
    return { counts: this.#counts, lines: await this.#lines.finish() };
  }

  abandon(): Promise<void> {
    return this.#lines.abandon();
  }

  async #tell({ at, id }: Pick<ChangedRecord, 'at' | 'id'>, now: Seen['now']): Promise<void> {
    if (now === 'same' || now === 'added') return;
    this.#counts[now] += 1;
    const { item } = this;
    await this.#lines.write(`${canonicalJson({ item, at, id, change: now } satisfies ChangedRecord)}\n`);
  }
}

/** What changed of all items of a grant: what one call finds of it, after what calls before it found. */
export class Changes {
  readonly #before: HarvestChanges | undefined;
  readonly #counts: Map<string, Counts>;
  readonly #notCompared: Set<string>;
  /** Lines of what changed, by item: of one that cannot be compared none is written. */
  readonly #lines = new Map<string, Spool>();

  /** @param items those of which something was frozen */
  constructor(items: Iterable<string>, before?: HarvestChanges) {
    this.#before = before;
    this.#notCompared = new Set(before?.notCompared);
    this.#counts = new Map([...items].map((item) => [item, none()]));
  }

  /** Whether nothing more is to be said of an item. */
  isForgotten(item: string): boolean {
    return this.#notCompared.has(item);
  }

  async take(comparison: Comparison): Promise<void> {
    const { item } = comparison;
    const { counts, lines: found } = await comparison.end();
    try {
      const lines = this.#lines.get(item) ?? new Spool();
      this.#lines.set(item, lines);
      for await (const chunk of found.chunks()) await lines.write(chunk);
    } finally {
      await found.discard();
    }
    const all = this.#counts.get(item) ?? none();
    this.#counts.set(item, sumOf(all, counts));
  }

  /** Says of an item no more than what earlier calls said of it, and that it could not be compared. */
  async forget(item: string): Promise<void> {
    await this.#lines.get(item)?.abandon();
    this.#lines.delete(item);
    this.#counts.delete(item);
    this.#notCompared.add(item);
  }

  /** Writes what changed, and says what that is. */
  async keep({ prefix, harvest }: Keeping): Promise<HarvestChanges> {
    const all = new Spool();
    for (const lines of this.#lines.values()) {
      const told = await lines.finish();
      for await (const chunk of told.chunks()) await all.write(chunk);
      await told.discard();
    }
    const spooled = await all.finish();
    const { sha256, size } = spooled;
    try {
      if (size > 0 || !this.#before)
        await harvest.create(changesKey(prefix, sha256), spooled, 'application/jsonl');
    } finally {
      await spooled.discard();
    }
    return after(this.#before, {
      records: { sha256, size },
      items: [...this.#counts].map(([item, counts]) => ({ item, ...counts })),
      ...(this.#notCompared.size > 0 ? { notCompared: [...this.#notCompared] } : {}),
    });
  }

  async abandon(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((lines) => lines.abandon()));
  }
}

/** What a call found after what others had found before it. */
function after(before: HarvestChanges | undefined, now: HarvestChanges): HarvestChanges {
  if (!before) return now;
  const items = new Map(before.items.map(({ item, ...counts }) => [item, counts]));
  for (const { item, ...counts } of now.items) items.set(item, sumOf(items.get(item) ?? none(), counts));
  const more = [...(before.more ?? []), ...(now.records.size > 0 ? [now.records] : [])];
  return {
    records: before.records,
    ...(more.length > 0 ? { more } : {}),
    items: [...items].map(([item, counts]) => ({ item, ...counts })),
    ...(now.notCompared ? { notCompared: now.notCompared } : {}),
  };
}

const sumOf = (one: Counts, other: Counts): Counts => ({
  deleted: one.deleted + other.deleted,
  edited: one.edited + other.edited,
  added: one.added + other.added,
});

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
