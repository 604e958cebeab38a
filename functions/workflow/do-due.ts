import type { DueItem, DueStore } from '../ledger/demand.store.ts';
import type { Retry, RetryStore } from '../ledger/retry.store.ts';
import type { Clock } from '../shared/clock.ts';
import { TransientFault } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';

/** What is done about one kind of what is due. Doing it twice is the same as once. */
export type Job<Name extends string> = {
  /** Of the index of due things. */
  kind: string;
  /** Under which it is counted. */
  as: Name;
  /** @returns whether there was something to do */
  act: (item: DueItem) => Promise<boolean>;
};

/** How many of each were done; how many failed, and how many of those have for hours. */
export type Done<Name extends string> = Record<Name | 'failed' | 'parked', number>;

export type DoDueDeps = { dues: Pick<DueStore, 'due'>; retries: RetryStore; clock: Clock };

/** A sweep has 50 seconds. What it begins last has ten. */
const RUN_MS = 35_000;
const ITEM_MS = 10_000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long what fails waits for its next try, by how long it has failed. After that it is parked: a day. */
const WAITS = [
  { failedFor: 15 * MINUTE, wait: MINUTE },
  { failedFor: HOUR, wait: 5 * MINUTE },
  { failedFor: 6 * HOUR, wait: HOUR / 2 },
] as const;
const PARKED_MS = 24 * HOUR;

/**
 * Does what has become due. What failed before comes after all that did not, and only when its next try is due; no kind takes
 * the time of another; what does not come to an end counts as failed. So nothing that fails keeps anything else waiting.
 */
export async function doDue<Name extends string>(
  jobs: readonly Job<Name>[],
  deps: DoDueDeps,
): Promise<Done<Name>> {
  const done = { failed: 0, parked: 0 } as Done<Name>;
  for (const { as } of jobs) done[as] = 0;
  const end = deps.clock().getTime() + RUN_MS;
  for (const [index, job] of jobs.entries()) {
    const now = deps.clock().getTime();
    await doKind(job, { ...deps, until: now + Math.max(0, end - now) / (jobs.length - index) }, done);
  }
  return done;
}

/** @throws TransientFault where something failed, so that the alarm sees it */
export function requireNoneFailed({ failed }: { failed: number }): void {
  if (failed > 0) throw new TransientFault('a sweep left items for another try');
}

async function doKind<Name extends string>(
  job: Job<Name>,
  deps: DoDueDeps & { until: number },
  done: Done<Name>,
): Promise<void> {
  const { dues, retries, clock, until } = deps;
  const now = clock().toISOString();
  const failed = new Map((await retries.of(job.kind)).map((retry) => [nameOf(retry), retry]));
  const again: Retry[] = [];
  /** Those that are due no more when all was read: done by a person, or put off. */
  const gone = new Map(failed);
  const one = async (item: DueItem, before?: Retry) => {
    try {
      if (!(await inTime(job.act(item)))) return;
      done[job.as] += 1;
      if (before) await forget(job.kind, before, deps);
    } catch (error) {
      done.failed += 1;
      if (await putOff(job.kind, { item, error, before }, deps)) done.parked += 1;
    }
  };
  const isOver = () => clock().getTime() > until;
  for await (const item of dues.due(job.kind, now)) {
    if (isOver()) return;
    const before = failed.get(nameOf(item));
    gone.delete(nameOf(item));
    if (!before) await one(item);
    else if (before.notBefore <= now) again.push(before);
  }
  for (const retry of gone.values()) await forget(job.kind, retry, deps);
  again.sort((a, b) => (a.notBefore < b.notBefore ? -1 : 1));
  for (const before of again) {
    if (isOver()) return;
    await one({ demandId: before.demandId, key: before.key, dueAt: before.dueAt }, before);
  }
}

/** An item that was put off, or is due again, is another. */
const nameOf = ({ demandId, key, dueAt }: DueItem) => `${demandId} ${key} ${dueAt}`;

type Failure = { item: DueItem; error: unknown; before: Retry | undefined };

/** @returns whether it has failed for so long that it is parked */
async function putOff(kind: string, { item, error, before }: Failure, deps: DoDueDeps): Promise<boolean> {
  const now = deps.clock().getTime();
  const since = before?.since ?? new Date(now).toISOString();
  const wait = WAITS.find(({ failedFor }) => now - Date.parse(since) < failedFor)?.wait;
  logError(wait ? 'DUE_ITEM_FAILED' : 'ITEM_PARKED', error, { demandId: item.demandId, kind });
  const notBefore = new Date(now + (wait ?? PARKED_MS)).toISOString();
  try {
    await deps.retries.keep(kind, { ...item, since, notBefore });
  } catch (unkept) {
    logError('RETRY_NOT_KEPT', unkept, { demandId: item.demandId, kind });
  }
  return wait === undefined;
}

/** A row that stays tells an operator of what is done. It goes by itself some days later. */
async function forget(kind: string, retry: Retry, { retries }: DoDueDeps): Promise<void> {
  try {
    await retries.forget(kind, retry);
  } catch (error) {
    logError('RETRY_NOT_KEPT', error, { demandId: retry.demandId, kind });
  }
}

/** What hangs goes on behind, and changes nothing that its next try would not. */
async function inTime<T>(doing: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TransientFault('took too long')), ITEM_MS);
  try {
    return await Promise.race([doing, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
