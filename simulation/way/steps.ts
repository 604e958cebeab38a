import { deliver } from '../../functions/disclosure/deliver.ts';
import { KEPT } from '../../functions/ledger/parts/freeze.part.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { compileFreeze } from '../../functions/retrieval/compile-freeze.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { awaitRelease } from '../../functions/review/await-release.ts';
import { takeApprovalAhead } from '../../functions/review/take-approval-ahead.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import type { TaskAnswer } from '../../functions/workflow/executions.ts';
import type { StepInput } from '../../functions/workflow/step.schema.ts';
import type { Directory } from '../people/directory.ts';
import type { World } from '../world.ts';
import { Machine, type Mishaps, type State, type Steps } from './machine.ts';
import { checkFound, readGrants, sealFound } from './reading.ts';

const AFTER_CHECK: Readonly<Record<string, State>> = {
  reject: 'refuse',
  redirect: 'send-elsewhere',
  preserve: 'preserve',
};

/** The states of the way with the product's own functions behind them, each with its own rights. */
function productSteps(world: World, directory: Directory, tasks: TaskAnswer): Steps {
  const { rulebook, marks, register, clocks, times } = world;
  const { dictionary } = rulebook;
  const waits = (writer: 'await-review' | 'await-release') => ({ ...world.ledger(writer), tasks, clocks });
  const freezing = {
    dictionary,
    frozen: { demandsOf: async (account: string) => directory.frozenOf(account, world.frozen) },
  };
  const ends = { dictionary, clocks };
  const reading = () => ({ ...world.ledger('open-session'), frozen: world.frozen, finds: world.finds });
  const freeze = async (input: StepInput, what: 'round' | 'kept') => {
    const { grants } = await compileFreeze(
      { ...input, freeze: what },
      { ...world.ledger('compile-scope'), ...freezing },
    );
    if (grants.length === 0) return;
    const name = what === 'kept' ? KEPT : String(input.round);
    await readGrants(input, name, reading());
  };
  const run: Record<Exclude<State, 'done'>, (input: StepInput, token: string) => Promise<State | 'waits'>> = {
    check: async (input) => {
      const deps = { ...world.ledger('check-validity'), directory, rulebook, marks };
      const { outcome } = await checkValidity(input, deps);
      return AFTER_CHECK[outcome] ?? 'await-review';
    },
    'await-review': async (input, token) => {
      await awaitDecision('review', { ...input, token }, waits('await-review'));
      await takeApprovalAhead(input.demandId, input.round, waits('await-review'));
      return 'waits';
    },
    compile: async (input) => {
      await compileScope(input, { ...world.ledger('compile-scope'), dictionary });
      return 'read';
    },
    read: async (input) => {
      await readGrants(input, undefined, reading());
      return 'check-harvest';
    },
    'check-harvest': async (input) => {
      await checkFound(input, world.ledger('check-harvest'));
      return 'seal';
    },
    seal: async (input) => {
      await sealFound(input, world.ledger('seal'));
      return 'await-release';
    },
    'await-release': async (input, token) => {
      await awaitRelease({ ...input, token }, waits('await-release'));
      return 'waits';
    },
    deliver: async (input) => {
      const log = () => undefined;
      await deliver(input, { ...world.ledger('deliver'), authorities: register, dictionary, clocks, log });
      return 'plan-notice';
    },
    'plan-notice': async (input) => {
      await planNotice(input, { ...world.ledger('plan-notice'), times, clocks });
      return 'close';
    },
    refuse: async (input) => {
      await conclude('refuse', input, { ...world.ledger('refuse'), ...ends });
      return 'close-and-keep';
    },
    'send-elsewhere': async (input) => {
      await conclude('send-elsewhere', input, { ...world.ledger('send-elsewhere'), ...ends });
      return 'close-and-keep';
    },
    preserve: async (input) => {
      await conclude('preserve', input, { ...world.ledger('preserve'), ...ends });
      return 'close-and-keep';
    },
    close: async (input) => {
      await closeDemand(input, { ...world.ledger('close'), clocks });
      return 'done';
    },
    'close-and-keep': async (input) => {
      await closeDemand(input, { ...world.ledger('close'), clocks });
      return 'freeze-kept';
    },
    'freeze-kept': async (input) => {
      await freeze(input, 'kept');
      return 'done';
    },
  };
  return {
    run: async (state, input, token) => (state === 'done' ? 'done' : run[state](input, token)),
    freeze: (input) => freeze(input, 'round'),
    fail: async (input, error) => {
      await recordFailure(
        { ...input, error },
        {
          ...world.ledger('record-failure'),
          clocks: world.clocks,
        },
      );
    },
  };
}

/** A machine of those states, whose own answers end their waits. */
export function productMachine(world: World, directory: Directory, mishaps: Mishaps): Machine {
  let steps: Steps;
  const machine: Machine = new Machine(
    world.agenda,
    {
      run: (state, input, token) => steps.run(state, input, token),
      freeze: (input) => steps.freeze(input),
      fail: (input, error) => steps.fail(input, error),
    },
    mishaps,
    world.chances,
  );
  steps = productSteps(world, directory, machine);
  return machine;
}
