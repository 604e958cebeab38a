import type { LedgerDeps } from '../ledger/change-demand.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK } from '../ledger/parts/clock.part.ts';
import type { TokenStore } from '../ledger/token.store.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';
import type { TaskAnswer } from '../workflow/executions.ts';
import type { WaitInput } from '../workflow/step.schema.ts';
import { awaitDecision } from './await-decision.ts';

export type AwaitReleaseDeps = LedgerDeps & {
  tokens: TokenStore;
  tasks: TaskAnswer;
  clocks: Pick<DeskClocks, 'start'>;
};

/**
 * The wait of a sealed package, with its clock; that of a review began with its check. A clock that runs goes on, however often
 * the execution that waits is another.
 */
export const awaitRelease = (input: WaitInput, deps: AwaitReleaseDeps): Promise<void> =>
  awaitDecision('release', input, deps, async (at) => {
    const before = await deps.store.part(input.demandId, CLOCK('release'));
    if (before && before.state !== 'stopped') return [];
    return [replaced(CLOCK('release'), deps.clocks.start('release', { from: at }), before)];
  });
