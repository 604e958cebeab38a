import type { HarvestPart, HarvestRecord, SetAside } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { SetAsideCounts, sumSetAside } from './set-aside-counts.ts';

type Told = Pick<HarvestRecord, 'item' | 'blob' | 'setAside'>;

/** Counts the lines of one grant: those that go on, those that the retrieval set aside, those that its check does. */
export class LineTally {
  readonly #withheld: { line: number; reason: string; record: Told | undefined }[] = [];
  readonly #blobs = { count: 0, bytes: 0 };
  readonly #counts: Record<string, number>;
  /** As the retrieval counted, and as it is to be told. */
  readonly #retrieved = new SetAsideCounts();
  readonly #setAside = new SetAsideCounts();
  #line = 0;

  constructor({ items }: Grant) {
    this.#counts = Object.fromEntries(items.map((item) => [item, 0]));
  }

  /** Lines that the check sets aside. */
  get withheld(): number {
    return this.#withheld.length;
  }

  /** @param reason why the check sets it aside */
  add(record: Told | undefined, reason: SetAside | string | undefined): void {
    this.#line += 1;
    if (record?.setAside !== undefined) {
      this.#retrieved.add(record.item, record.setAside);
      if (reason) this.#withhold(record, reason);
      else this.#setAside.add(record.item, record.setAside);
      return;
    }
    if (reason || !record) {
      this.#withhold(record, reason ?? 'unreadable');
      return;
    }
    this.#counts[record.item] = (this.#counts[record.item] ?? 0) + 1;
    this.#blobs.count += record.blob ? 1 : 0;
    this.#blobs.bytes += record.blob?.size ?? 0;
  }

  #withhold(record: Told | undefined, reason: string): void {
    const { item = '', blob, setAside } = record ?? {};
    this.#withheld.push({ line: this.#line, reason, record: record && { item, blob, setAside } });
  }

  /** Whether these are as many records as were recorded. Of a line that cannot be read nobody knows of what it is. */
  agreesWith({ counts, blobs, setAside }: HarvestPart): boolean {
    const known = { ...this.#counts };
    const found = { ...this.#blobs };
    let unknown = 0;
    for (const { record } of this.#withheld) {
      if (!record) unknown += 1;
      else if (record.setAside === undefined) known[record.item] = (known[record.item] ?? 0) + 1;
      if (record?.blob) [found.count, found.bytes] = [found.count + 1, found.bytes + record.blob.size];
    }
    const items = [...new Set([...Object.keys(counts), ...Object.keys(known)])];
    const missing = items.map((item) => (counts[item] ?? 0) - (known[item] ?? 0));
    return (
      missing.every((count) => count >= 0) &&
      missing.reduce((sum, count) => sum + count, 0) === unknown &&
      (unknown > 0 || (found.count === blobs.count && found.bytes === blobs.bytes)) &&
      JSON.stringify(sumSetAside([setAside])) === JSON.stringify(this.#retrieved.list())
    );
  }

  /** The part as it is to stand: what the check set aside is no longer among its records. */
  checked(part: HarvestPart): HarvestPart {
    if (this.#withheld.length === 0) return part;
    for (const { record, reason } of this.#withheld) this.#setAside.add(record?.item ?? '', reason);
    return {
      ...part,
      counts: this.#counts,
      blobs: this.#blobs,
      setAside: this.#setAside.list(),
      withheld: this.#withheld.map(({ line, reason }) => ({ line, reason })),
    };
  }
}
