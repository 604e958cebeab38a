import * as z from 'zod/mini';
import { stampsKey } from '../ledger/parts/frozen.part.ts';
import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Keeping } from './harvest-lines.ts';
import type { ObjectReader, ObjectStamp } from './object-store.ts';
import { readLines } from './read-lines.ts';
import { Spool, spool } from './spool.ts';

const Line = z.strictObject({
  at: z.nullable(z.string()),
  id: z.string(),
  tag: z.string(),
  modified: z.nullable(z.string()),
});

/** Names a record among those of one item. */
export const recordName = ({ at, id }: Pick<HarvestRecord, 'at' | 'id'>) => `${at} ${id}`;

/** The marks that a store had of the bytes of records, one line each, in the order of the records. */
export class Stamps {
  readonly #lines = new Spool();

  add({ at, id }: HarvestRecord, stamp: ObjectStamp): Promise<void> {
    return this.#lines.write(`${canonicalJson({ at, id, ...stamp })}\n`);
  }

  /** Writes them, where there are any. */
  async keep({ prefix, harvest }: Keeping): Promise<{ sha256: string; size: number } | undefined> {
    const spooled = await this.#lines.finish();
    const { sha256, size } = spooled;
    try {
      if (size === 0) return undefined;
      await harvest.create(stampsKey(prefix, sha256), spooled, 'application/jsonl');
    } finally {
      await spooled.discard();
    }
    return { sha256, size };
  }

  abandon(): Promise<void> {
    return this.#lines.abandon();
  }
}

type Source = { prefix: string; stamps?: { sha256: string; size: number } | undefined };

/** The marks that were kept, by the names of records. @throws InconsistentState where they are others */
export async function readStamps(
  { prefix, stamps }: Source,
  frozen: ObjectReader,
): Promise<Map<string, ObjectStamp>> {
  const marks = new Map<string, ObjectStamp>();
  if (!stamps) return marks;
  const lines = await spool(await frozen.read(stampsKey(prefix, stamps.sha256)));
  try {
    if (lines.sha256 !== stamps.sha256) throw new InconsistentState('marks of a store that were changed');
    for await (const text of readLines(lines.chunks())) {
      const { at, id, ...stamp } = Line.parse(JSON.parse(text));
      marks.set(recordName({ at, id }), stamp);
    }
  } finally {
    await lines.discard();
  }
  return marks;
}
