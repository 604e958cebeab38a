import { createHash } from 'node:crypto';
import type { DemandStore } from '../ledger/demand.store.ts';
import { COPY_END } from '../ledger/parts/copy-end.part.ts';
import { FREEZE, type FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN, type FrozenPart, frozenPrefix } from '../ledger/parts/frozen.part.ts';
import {
  ChangedRecord,
  changesKey,
  changesOf,
  type HarvestPart,
  harvestPrefix,
  isEmptyList,
  recordsKey,
} from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { HarvestStores } from './harvest-bytes.ts';
import type { Violation } from './harvest-outside-scope.ts';
import { readLines } from './read-lines.ts';
import { tap } from './tap.ts';

/** One grant that was frozen before a demand was approved. */
export type FrozenBefore = { grant: FreezeGrant; part: FrozenPart };

type Times = { from: number; to: number }[];

/** What was frozen of a demand up to a round. On purpose this shares nothing with what the broker gives out. */
export async function frozenBefore(
  demandId: string,
  round: number,
  store: Pick<DemandStore, 'parts'>,
): Promise<FrozenBefore[]> {
  const [freezes, parts] = await Promise.all([
    store.parts(demandId, FREEZE('')),
    store.parts(demandId, FROZEN('')),
  ]);
  const isCopying = freezes.some(({ grants }) => grants.some(({ from }) => from));
  const ends = isCopying ? await store.parts(demandId, COPY_END('')) : [];
  return parts.flatMap((part) => {
    // Its preservation ended before the copy was whole.
    if (ends.some((end) => end.freeze === part.freeze && end.grants.includes(part.grant))) return [];
    const grant = freezes.find(({ freeze }) => freeze === part.freeze)?.grants[part.grant];
    return grant && /^\d+$/.test(part.freeze) && Number(part.freeze) <= round ? [{ grant, part }] : [];
  });
}

/**
 * Holds a harvest against what was frozen: its first lines must be those lines, all of them and as they were, in the order in
 * which it names them; and none after them may be of an item at a time that was frozen. Lines come one by one.
 */
export class FrozenCheck {
  readonly #demandId: string;
  readonly #part: HarvestPart;
  readonly #times: Times;
  readonly #sources: { before: FrozenBefore; times: Times }[];
  readonly #hash = createHash('sha256');
  #line = 0;

  constructor(demandId: string, grant: Grant, part: HarvestPart, before: readonly FrozenBefore[]) {
    this.#demandId = demandId;
    this.#part = part;
    this.#times = timesOf(grant);
    this.#sources = before
      .filter(({ grant: { account, items } }) => account === grant.account && isOneOf(grant.items, items))
      .map((one) => ({ before: one, times: isTimeless(one.grant) ? this.#times : timesIn(one) }))
      .filter(({ times }) => times.some((one) => this.#times.some((other) => overlaps(one, other))));
  }

  get #ofFrozen(): number {
    return (this.#part.frozen ?? []).reduce((sum, { lines }) => sum + lines, 0);
  }

  /** What is wrong with the next line, if anything is. */
  take(text: string, record: { item: string; at: string | null } | undefined): Violation | undefined {
    this.#line += 1;
    if (this.#line <= this.#ofFrozen) {
      this.#hash.update(`${text}\n`);
      return undefined;
    }
    if (!record) return undefined;
    const { item, at } = record;
    const isFrozen = this.#sources.some(
      ({ before, times }) =>
        before.grant.items[0] === item && (at === null ? isTimeless(before.grant) : isIn(at, times)),
    );
    return isFrozen ? 'frozen' : undefined;
  }

  /** What is wrong with the first lines as a whole, if anything is. */
  async end({ frozen }: Pick<HarvestStores, 'frozen'>): Promise<Violation | undefined> {
    const named = this.#part.frozen ?? [];
    const expected = this.#sources.map(({ before: { part } }) => `${part.freeze} ${part.grant} ${part.part}`);
    const said = named.map(({ freeze, grant, part }) => `${freeze} ${grant} ${part}`);
    if (new Set(said).size < said.length || [...said].sort().join() !== expected.sort().join())
      return 'frozen';
    const hash = createHash('sha256');
    for (const { freeze, grant, part: number, lines } of named) {
      const source = this.#sources.find(
        ({ before: { part } }) => part.freeze === freeze && part.grant === grant && part.part === number,
      );
      if (!source || (await this.#linesOf(source, frozen, hash)) !== lines) return 'frozen';
    }
    return hash.digest('hex') === this.#hash.digest('hex') ? undefined : 'frozen';
  }

  async #linesOf(
    { before: { part, grant }, times }: { before: FrozenBefore; times: Times },
    frozen: HarvestStores['frozen'],
    into: ReturnType<typeof createHash>,
  ): Promise<number | undefined> {
    const prefix = frozenPrefix(grant.account, this.#demandId, part.freeze, part.grant);
    const whole = createHash('sha256');
    const bytes = tap(await frozen.read(recordsKey(prefix, part.records)), (chunk) => whole.update(chunk));
    let lines = 0;
    for await (const text of readLines(bytes)) {
      const { at } = JSON.parse(text) as { at: string | null };
      if (at !== null && !(isIn(at, times) && isIn(at, this.#times))) continue;
      into.update(`${text}\n`);
      lines += 1;
    }
    return whole.digest('hex') === part.records.sha256 ? lines : undefined;
  }
}

/** Whether what is said to have changed is what stands in the list of it. How much was added, nobody else can tell. */
export async function changesFault(
  demandId: string,
  { round, grant, changes }: HarvestPart,
  { harvest }: Pick<HarvestStores, 'harvest'>,
): Promise<Violation | undefined> {
  if (!changes) return undefined;
  const prefix = harvestPrefix(demandId, round, grant);
  const counts = new Map<string, number>();
  for (const list of changesOf(changes)) {
    if (isEmptyList(list)) continue;
    const { sha256 } = list;
    const hash = createHash('sha256');
    const lines = await harvest.read(changesKey(prefix, sha256));
    for await (const text of readLines(tap(lines, (chunk) => hash.update(chunk)))) {
      const { item, change } = ChangedRecord.parse(JSON.parse(text));
      counts.set(`${item} ${change}`, (counts.get(`${item} ${change}`) ?? 0) + 1);
    }
    if (hash.digest('hex') !== sha256) return 'changes';
  }
  const isAsSaid = changes.items.every(({ item, deleted, edited }) => {
    const isSame = counts.get(`${item} deleted`) === (deleted || undefined);
    return isSame && counts.get(`${item} edited`) === (edited || undefined);
  });
  const total = changes.items.reduce((sum, { deleted, edited }) => sum + deleted + edited, 0);
  const listed = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return isAsSaid && total === listed ? undefined : 'changes';
}

const timesOf = ({ spans, period }: Pick<Grant, 'spans' | 'period'>): Times =>
  (spans ?? [period]).map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
/** A part has of its grant what lies between where it began and what it came to. */
function timesIn({ grant, part }: FrozenBefore): Times {
  const from = part.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(part.from);
  const to = part.upTo === undefined ? Number.POSITIVE_INFINITY : Date.parse(part.upTo);
  return timesOf(grant)
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.from < one.to);
}

const overlaps = (a: Times[number], b: Times[number]) => a.from < b.to && b.from < a.to;
const isOneOf = (items: readonly string[], [item = '']: readonly string[]) => items.includes(item);
const isTimeless = ({ items }: FreezeGrant) => items.every((item) => item.split('.', 1)[0] === 'subscriber');

/** What has no instant is of every time. */
function isIn(at: string | null, times: Times): boolean {
  if (at === null) return true;
  const instant = Date.parse(at);
  return times.some(({ from, to }) => instant >= from && instant < to);
}
