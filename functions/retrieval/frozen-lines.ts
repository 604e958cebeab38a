import { createHash } from 'node:crypto';
import {
  blobKey,
  HarvestRecord,
  recordsKey,
  SET_ASIDE,
  type SetAside,
} from '../ledger/parts/harvest.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import { isPassing } from '../shared/is-passing.ts';
import type { Found, Unfound } from './connector.ts';
import type { FrozenSource } from './frozen-sources.ts';
import type { ObjectReader } from './object-store.ts';
import { readLines } from './read-lines.ts';
import { spool } from './spool.ts';
import { readStamps, recordName } from './stamps.ts';

/** A line as it was frozen, and what it says. */
export type FrozenLine = { line: string; record: HarvestRecord };

/**
 * The lines of what was frozen that lie in the times that are asked for, and those without an instant. They are looked at
 * only when they are known to be those that the ledger tells of.
 * @throws InconsistentState when they are not
 */
export async function* frozenLines(
  { prefix, records, spans }: Pick<FrozenSource, 'prefix' | 'records' | 'spans'>,
  frozen: ObjectReader,
): AsyncGenerator<FrozenLine> {
  const lines = await spool(await frozen.read(recordsKey(prefix, records)));
  try {
    if (lines.sha256 !== records.sha256 || lines.size !== records.size)
      throw new InconsistentState('what was frozen was changed');
    for await (const line of readLines(lines.chunks())) {
      const record = HarvestRecord.parse(JSON.parse(line));
      if (isIn(record.at, spans)) yield { line, record };
    }
  } finally {
    await lines.discard();
  }
}

const isIn = (at: string | null, spans: readonly InstantRange[]) =>
  at === null || spans.some(({ from, to }) => at >= from && at < to);

/** The same of several, one after another. */
export async function* foundInAll(
  sources: readonly FrozenSource[],
  frozen: ObjectReader,
): AsyncGenerator<Found | Unfound> {
  for (const source of sources) yield* foundInFrozen(source, frozen);
}

/** What was frozen, as a connector would find it, for a copy that another demand keeps. */
async function* foundInFrozen(source: FrozenSource, frozen: ObjectReader): AsyncGenerator<Found | Unfound> {
  const stamps = await readStamps(source, frozen);
  for await (const { record } of frozenLines(source, frozen)) {
    const { blob, setAside, fields, ...key } = record;
    if (setAside !== undefined) yield { ...key, setAside: reasonOf(setAside) };
    else if (!blob) yield { ...key, fields };
    else
      yield {
        ...key,
        fields,
        blob: {
          mediaType: blob.mediaType,
          size: blob.size,
          open: async () => {
            const bytes = await own(() => frozen.read(blobKey(source.prefix, blob.sha256)));
            // The mark that the provider's store had of it: that of the copy says nothing.
            const stamp = stamps.get(recordName(record));
            return Object.assign(checked(bytes, blob.sha256), stamp ? { stamp } : {});
          },
        },
      };
  }
}

/** What was frozen and cannot be had is no record that the provider lacks: it is read as it is instead. */
async function own<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isPassing(error)) throw error;
    throw new InconsistentState('what was frozen is not there', { cause: error });
  }
}

/** A later deployment may have had more reasons. */
const reasonOf = (reason: string): SetAside => (isSetAside(reason) ? reason : 'unreadable');
const isSetAside = (reason: string): reason is SetAside => Object.hasOwn(SET_ASIDE, reason);

async function* checked(bytes: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new InconsistentState('what was frozen was changed');
}
