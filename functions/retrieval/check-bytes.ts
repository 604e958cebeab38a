import { createHash } from 'node:crypto';
import type { HarvestRecord, SetAside } from '../ledger/parts/harvest.part.ts';
import { recordIn } from './check-lines.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectBytes } from './object-store.ts';
import type { PartOfCheck } from './part-of-check.ts';
import { readLines } from './read-lines.ts';
import type { Spooled } from './spool.ts';
import { withholdingOf } from './withholding.ts';

/** Blobs that are read at once. */
const WIDTH = 16;

type Blob = NonNullable<HarvestRecord['blob']>;
/** What of the lines of one grant is looked at: those after `from`, as many as there is room for. */
type Looking = { from: number; room: PartOfCheck; open(line: number, sha256: string): Promise<ObjectBytes> };

/** Lines whose bytes cannot be used; and up to which line that is known, where lines are left. */
export type BytesChecked = { faults: { line: number; reason: SetAside }[]; left: number | undefined };

/** Holds the bytes that came with records against what their lines say of them. */
export async function checkBytes(lines: Spooled, { from, room, open }: Looking): Promise<BytesChecked> {
  const faults: BytesChecked['faults'] = [];
  const taken = new Taken(from, room);
  const look = async ({ line, blob }: { line: number; blob: Blob }) => ({
    line,
    reason: await faultOf(blob, () => open(line, blob.sha256)),
  });
  for await (const { line, reason } of mapInOrder(taken.of(lines), WIDTH, look))
    if (reason) faults.push({ line, reason });
  return { faults, left: taken.left };
}

/** The lines with bytes for which there is room. */
class Taken {
  left: number | undefined;
  readonly #from: number;
  readonly #room: PartOfCheck;

  constructor(from: number, room: PartOfCheck) {
    this.#from = from;
    this.#room = room;
  }

  async *of(lines: Spooled): AsyncGenerator<{ line: number; blob: Blob }> {
    let line = 0;
    for await (const text of readLines(lines.chunks())) {
      line += 1;
      if (line <= this.#from) continue;
      const blob = recordIn(text)?.blob;
      if (!blob) continue;
      if (this.#room.isFull) {
        this.left = line - 1;
        return;
      }
      this.#room.takeBlob(blob.size);
      yield { line, blob };
    }
  }
}

/** A blob is what its name says, and as long as its record says. */
async function faultOf(
  { sha256, size }: Blob,
  open: () => Promise<ObjectBytes>,
): Promise<SetAside | undefined> {
  // Without the right to list, S3 refuses what is not there. The records beside it were given out.
  const blob = await withholdingOf().attempt(open);
  if (typeof blob === 'string') return 'missing';
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of blob) {
    hash.update(chunk);
    length += chunk.byteLength;
  }
  return hash.digest('hex') === sha256 && length === size ? undefined : 'altered';
}
