import type { Clock } from '../shared/clock.ts';
import { InconsistentState } from '../shared/faults.ts';

/** What is frozen, by the beginning of its key. */
export type FrozenStore = {
  /** Deletes objects below a prefix, as many as a run has time for. @returns how many */
  empty(prefix: string): Promise<number>;
  /** Whether there is any. */
  isEmpty(prefix: string): Promise<boolean>;
};

/** Of how many prefixes nothing is left, and how many objects were deleted of all. */
export type Emptied = { done: number; objects: number };

/** A sweep has ten seconds for one thing that is due; what is begun last takes some of them. */
const RUN_MS = 5_000;

/** Deletes what lies below each prefix that is not done, in order, while there is time. @returns how many are done then */
export async function emptyInOrder(
  prefixes: readonly string[],
  before: Emptied,
  { frozen, clock }: { frozen: FrozenStore; clock: Clock },
): Promise<Emptied> {
  const end = clock().getTime() + RUN_MS;
  const gone = { ...before };
  for (const prefix of prefixes.slice(before.done)) {
    if (gone.done > before.done && clock().getTime() > end) break;
    const deleted = await frozen.empty(prefix);
    gone.objects += deleted;
    if (!(await frozen.isEmpty(prefix))) {
      if (deleted === 0) throw new InconsistentState('what was frozen is still there');
      break;
    }
    gone.done += 1;
  }
  return gone;
}
