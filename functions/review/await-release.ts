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

/** The wait of a sealed package, with its clock; that of a review began with its check. */
export const awaitRelease = (input: WaitInput, deps: AwaitReleaseDeps): Promise<void> =>
  awaitDecision('release', input, deps, (at) => [
    replaced(CLOCK('release'), deps.clocks.start('release', { from: at })),
  ]);
