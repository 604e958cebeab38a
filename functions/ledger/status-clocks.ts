import type { DemandRecord } from './demand-record.schema.ts';
import type { Action } from './event.schema.ts';
import type { Status } from './statuses.ts';
import { TRANSITIONS } from './transitions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Partitions of the index `byDue` that the sweep finds demands in, whatever happened to their executions. */
export const DEMAND_DUE = {
  /** Its execution is to be started; of an emergency apart, so that nothing stands before it. */
  startUrgent: 'start-urgent',
  start: 'start',
  /** Its execution should have gone on by now; of an emergency apart as well. */
  runUrgent: 'run-urgent',
  run: 'run',
  /** A person is to decide. */
  review: 'wait-review',
  release: 'wait-release',
  /** A person is to take it up. */
  failed: 'failed',
} as const;
export type DemandDue = (typeof DEMAND_DUE)[keyof typeof DEMAND_DUE];

/** Which clock runs in a status, and after how long somebody looks: first, and again where all is well. */
type Clock = { kind: DemandDue; first: number; again: number };

/**
 * Every status has a clock, so that no demand can be forgotten: a closed one too, until it is seen that its execution ended.
 * When a clock comes, the execution is looked at; what a person is to do stays theirs, however long they take.
 */
const CLOCKS: Readonly<Record<Status, Clock>> = {
  filed: { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  'awaiting-review': { kind: 'wait-review', first: HOUR, again: DAY },
  reviewed: { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  sealed: { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  'awaiting-release': { kind: 'wait-release', first: HOUR, again: DAY },
  'release-decided': { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  released: { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  closed: { kind: 'run', first: 10 * MINUTE, again: 10 * MINUTE },
  failed: { kind: 'failed', first: DAY, again: DAY },
};

/** The clock of a demand in a status. What is left of one that is closed hurries nobody. */
export function clockOf(status: Status, isUrgent: boolean): Clock {
  const clock = CLOCKS[status];
  const hurries = isUrgent && clock.kind === DEMAND_DUE.run && status !== 'closed';
  return hurries ? { ...clock, kind: DEMAND_DUE.runUrgent } : clock;
}

/** After these an execution is started at once; after this long it is taken for one that a crash left unstarted. */
const BEGINS: readonly Action[] = ['demand.filed', 'execution.restarted'];
const START_GRACE_MS = MINUTE / 2;
const STARTS: readonly (string | undefined)[] = [DEMAND_DUE.start, DEMAND_DUE.startUrgent];

type Due = Pick<DemandRecord, 'dueKind' | 'dueAt'>;

/** The clock of a demand after an action. One that runs already goes on: its time was put off where all was well. */
export function clockAfter(
  action: Action,
  status: Status,
  at: string,
  before: (Due & { status: Status }) | undefined,
  isUrgent = false,
): Due {
  const due = (dueKind: DemandDue, ms: number) => ({
    dueKind,
    dueAt: new Date(Date.parse(at) + ms).toISOString(),
  });
  if (BEGINS.includes(action)) return due(isUrgent ? 'start-urgent' : 'start', START_GRACE_MS);
  const { kind, first } = clockOf(status, isUrgent);
  if (before?.status === status) {
    const { dueKind, dueAt } = before;
    // What a step does shows that its execution was started.
    const isRunning = dueKind === kind || (STARTS.includes(dueKind) && !TRANSITIONS[action].isStep);
    if (isRunning && dueAt !== undefined) return { dueKind, dueAt };
    // Its execution was seen to have ended, and nothing has begun one since.
    if (status === 'closed' && dueAt === undefined) return {};
  }
  return due(kind, first);
}
