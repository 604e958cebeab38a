import { CLOCK_DUE } from '../ledger/parts/clock.part.ts';
import { RESUMPTION_DUE } from '../ledger/parts/resumption.part.ts';
import { SUSPENSION_DUE } from '../ledger/parts/suspension.part.ts';
import { WAITS } from '../ledger/parts/token.part.ts';
import { DEMAND_DUE } from '../ledger/status-clocks.ts';
import { logInfo } from '../shared/logger.ts';
import { type AnswerDeps, answerWait } from '../workflow/answer-wait.ts';
import { type DoDueDeps, type Done, doDue, type Job, requireNoneFailed } from '../workflow/do-due.ts';
import { endSuspension } from './end-suspension.ts';
import { type LookAfterDeps, lookAfter, lookAfterStart, reviveDemand } from './look-after.ts';
import { startAgain } from './start-again.ts';
import { watchClock } from './watch-clock.ts';

export type SweepDeps = AnswerDeps & DoDueDeps & LookAfterDeps;
/**
 * `resumed`: suspensions that ended; `again`: demands that failed and that a person took up; `revived`: whose execution died;
 * `clocks`: dates that came.
 */
type Name = 'started' | 'again' | 'answered' | 'resumed' | 'revived' | 'clocks';
export type Swept = Done<Name>;

/**
 * Repairs what a crash left behind between a write and what follows from it: starts executions that were not started,
 * and those of demands that a person took up after they failed; answers waits whose decision was not passed on, and goes on
 * with demands whose time of waiting is over; starts executions again that died. Doing either twice is the same as once.
 * @throws TransientFault at the end when an item failed, so that the alarm sees it; the others were done
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const jobs: Job<Name>[] = [
    // Danger to people first, however many came before it. Earlier releases had all starts under one kind.
    start(DEMAND_DUE.startUrgent, 'urgent', deps),
    start(DEMAND_DUE.start, 'urgent', deps),
    start(DEMAND_DUE.start, 'ordinary', deps),
    ...[RESUMPTION_DUE.urgent, RESUMPTION_DUE.ordinary].map(
      (kind): Job<Name> => ({ kind, as: 'again', act: (item) => did(startAgain(item, deps)) }),
    ),
    ...WAITS.map(
      (wait): Job<Name> => ({
        kind: `answer-${wait}`,
        as: 'answered',
        act: async ({ demandId, key }) => {
          if ((await answerWait(wait, demandId, key, deps)) === 'settled') return true;
          // Who waits in its next execution finds the decision.
          await reviveDemand(demandId, deps);
          await deps.dues.settle({ demandId, key });
          return true;
        },
      }),
    ),
    {
      kind: SUSPENSION_DUE,
      as: 'resumed',
      act: ({ demandId, key }) => endSuspension(demandId, key, deps),
    },
    ...[DEMAND_DUE.runUrgent, DEMAND_DUE.run, DEMAND_DUE.review, DEMAND_DUE.release, DEMAND_DUE.failed].map(
      (kind): Job<Name> => ({ kind, as: 'revived', act: (item) => lookAfter(item, deps) }),
    ),
    { kind: CLOCK_DUE, as: 'clocks', act: (item) => watchClock(item, deps) },
  ];
  const swept = await doDue(jobs, deps);
  logInfo('SWEPT', swept);
  requireNoneFailed(swept);
  return swept;
}

const start = (kind: string, lane: 'urgent' | 'ordinary', deps: SweepDeps): Job<Name> => ({
  kind,
  as: 'started',
  act: (item) => lookAfterStart(item, lane, deps),
});
const did = (doing: Promise<void>) => doing.then(() => true);
