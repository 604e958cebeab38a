import { type HarvestRecord, recordsKey } from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Written } from './broker.ts';
import type { ObjectWriter } from './object-store.ts';
import { SetAsideCounts } from './set-aside-counts.ts';
import { Spool } from './spool.ts';

/** Where what is found of one grant is kept. */
export type Keeping = { prefix: string; harvest: ObjectWriter };

/** The lines of one grant's harvest, one per record, with what is told of them. */
export class HarvestLines {
  readonly #counts: Record<string, number>;
  readonly #months: Record<string, Record<string, number>> = {};
  readonly #fields = new Map<string, Set<string>>();
  readonly #blobs = { count: 0, bytes: 0 };
  readonly #setAside = new SetAsideCounts();
  readonly #lines = new Spool();

  constructor(items: readonly string[]) {
    this.#counts = Object.fromEntries(items.map((item) => [item, 0]));
  }

  /** @param line as it was written before; absent: canonical, because a second run must write the same bytes */
  async add(record: HarvestRecord, line: string = canonicalJson(record)): Promise<void> {
    await this.#lines.write(`${line}\n`);
    const { item, at, setAside, blob } = record;
    if (setAside !== undefined) {
      this.#setAside.add(item, setAside);
      return;
    }
    this.#counts[item] = (this.#counts[item] ?? 0) + 1;
    if (at !== null) {
      const months = this.#months[item] ?? {};
      this.#months[item] = months;
      const month = at.slice(0, 'YYYY-MM'.length);
      months[month] = (months[month] ?? 0) + 1;
    }
    const names = this.#fields.get(item) ?? new Set();
    this.#fields.set(item, names);
    for (const name of Object.keys(record.fields)) names.add(name);
    if (!blob) return;
    this.#blobs.count += 1;
    this.#blobs.bytes += blob.size;
  }

  /** Writes them, and says what they are. */
  async keep({ prefix, harvest }: Keeping): Promise<Written> {
    const spooled = await this.#lines.finish();
    const { sha256, size } = spooled;
    const records = { sha256, size, byHash: true } as const;
    try {
      await harvest.create(recordsKey(prefix, records), spooled, 'application/jsonl');
    } finally {
      await spooled.discard();
    }
    return {
      counts: this.#counts,
      fields: Object.fromEntries([...this.#fields].map(([item, names]) => [item, [...names]])),
      records,
      blobs: this.#blobs,
      ...(this.#setAside.isEmpty() ? {} : { setAside: this.#setAside.list() }),
    };
  }

  /** Those that were added, by item and month. */
  get months(): Readonly<Record<string, Record<string, number>>> {
    return this.#months;
  }

  /** Gives up what was added. */
  abandon(): Promise<void> {
    return this.#lines.abandon();
  }
}
