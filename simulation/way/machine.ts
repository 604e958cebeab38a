import type { Wait } from '../../functions/ledger/parts/token.part.ts';
import { namedFault } from '../../functions/shared/named-fault.ts';
import type {
  Again,
  ExecutionLook,
  ExecutionStarter,
  TaskAnswer,
} from '../../functions/workflow/executions.ts';
import type { Decision, StepInput } from '../../functions/workflow/step.schema.ts';
import type { Chances } from '../chances.ts';
import type { Agenda } from '../time/agenda.ts';

/** A state of the way, as lib/workflow draws it. */
export type State =
  | 'check'
  | 'await-review'
  | 'compile'
  | 'read'
  | 'check-harvest'
  | 'seal'
  | 'await-release'
  | 'deliver'
  | 'plan-notice'
  | 'refuse'
  | 'send-elsewhere'
  | 'preserve'
  | 'close'
  | 'close-and-keep'
  | 'freeze-kept'
  | 'done';

/** What a state does, and which is next; `waits` for one that goes on when its token is answered. */
export type Steps = {
  run(state: State, input: StepInput, token: string): Promise<State | 'waits'>;
  /** Beside the wait for a review. */
  freeze(input: StepInput): Promise<void>;
  fail(input: StepInput, error: string): Promise<void>;
};

type Execution = {
  readonly demandId: string;
  readonly number: number;
  status: Awaited<ReturnType<ExecutionLook['look']>>;
  round: number;
  /** What it waits for. */
  waiting?: {
    token: string;
    wait: Wait;
    answer?: { decision: Decision; round: number };
    isFreezing: boolean;
  };
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** As lib/workflow/retries.ts has it: 40 waits of up to a minute, each of a length by chance. */
const MOST_TRIES = 40;
const WORTH_ANOTHER: readonly string[] = ['StoreBusy', 'TransientFault'];

const AFTER_REVIEW: Partial<Record<Decision, State>> = {
  approve: 'compile',
  refuse: 'refuse',
  redirect: 'send-elsewhere',
  recheck: 'check',
  withdraw: 'close',
};
const AFTER_RELEASE: Partial<Record<Decision, State>> = {
  release: 'deliver',
  refuse: 'refuse',
  withdraw: 'close',
};

/** What goes wrong around an execution. */
export type Mishaps = {
  /** It ends without a word, before or after what it just does. */
  dies(demandId: string): boolean;
  /** A step fails for good, by this name. */
  breaks(demandId: string, state: State): string | undefined;
  /** A failure of ours that nobody planned. */
  unexpected(demandId: string, state: State, error: unknown): void;
};

/** Plays Step Functions: executions, their retries and their waits; they die now and then. */
export class Machine implements ExecutionStarter, ExecutionLook, TaskAnswer {
  readonly #executions = new Map<string, Execution>();
  readonly #ofDemand = new Map<string, Execution[]>();
  readonly #tokens = new Map<string, Execution>();
  readonly #agenda: Agenda;
  readonly #steps: Steps;
  readonly #mishaps: Mishaps;
  readonly #chances: Chances;
  #count = 0;
  /** How many died. */
  died = 0;

  constructor(agenda: Agenda, steps: Steps, mishaps: Mishaps, chances: Chances) {
    this.#agenda = agenda;
    this.#steps = steps;
    this.#mishaps = mishaps;
    this.#chances = chances;
  }

  async start(demandId: string, again?: Again): Promise<void> {
    const name = nameOf(demandId, again);
    if (this.#executions.has(name)) return;
    const execution: Execution = {
      demandId,
      number: this.#chances.numberOf(demandId),
      status: 'RUNNING',
      round: again?.round ?? 1,
    };
    this.#executions.set(name, execution);
    this.#ofDemand.set(demandId, [...(this.#ofDemand.get(demandId) ?? []), execution]);
    this.#next(execution, again?.decision === 'refuse' ? 'refuse' : 'check');
  }

  async look(demandId: string, again?: Again) {
    return this.#executions.get(nameOf(demandId, again))?.status ?? 'NONE';
  }

  async answer(token: string, { decision, round }: { decision: Decision; round: number }) {
    const execution = this.#tokens.get(token);
    const waiting = execution?.waiting;
    if (execution?.status !== 'RUNNING' || waiting?.token !== token || waiting.answer) return 'gone';
    waiting.answer = { decision, round };
    this.#goOn(execution);
    return 'answered' as const;
  }

  /** Whether some execution of a demand runs or waits. */
  isLive(demandId: string): boolean {
    return (this.#ofDemand.get(demandId) ?? []).some(({ status }) => status === 'RUNNING');
  }

  #next(execution: Execution, state: State, tries = 0): void {
    const { demandId } = execution;
    const pause =
      tries === 0 ? 2 * SECOND : this.#chances.of(demandId).next() * Math.min(MINUTE, 2 ** tries * SECOND);
    this.#agenda.in(pause, execution.number, () => this.#run(execution, state, tries));
  }

  async #run(execution: Execution, state: State, tries: number): Promise<void> {
    if (execution.status !== 'RUNNING') return;
    if (state === 'done') return this.#end(execution, 'SUCCEEDED');
    const { demandId, round } = execution;
    if (this.#mishaps.dies(demandId)) return this.#end(execution, 'ABORTED');
    const fault = this.#mishaps.breaks(demandId, state);
    if (fault) return this.#fail(execution, fault);
    this.#count += 1;
    const token = `token-${this.#count}`;
    const wait = state === 'await-review' ? 'review' : state === 'await-release' ? 'release' : undefined;
    if (wait) {
      this.#tokens.set(token, execution);
      execution.waiting = { token, wait, isFreezing: wait === 'review' };
    }
    try {
      const next = await this.#steps.run(state, { demandId, round }, token);
      if (this.#mishaps.dies(demandId)) return this.#end(execution, 'ABORTED');
      if (next !== 'waits') return this.#next(execution, next);
      if (wait === 'review')
        this.#agenda.in(5 * MINUTE, execution.number, () => this.#freeze(execution, token));
    } catch (error) {
      const { name } = namedFault(error);
      if (WORTH_ANOTHER.includes(name) && tries < MOST_TRIES) return this.#next(execution, state, tries + 1);
      if (!WORTH_ANOTHER.includes(name)) this.#mishaps.unexpected(demandId, state, error);
      this.#fail(execution, name);
    }
  }

  async #freeze(execution: Execution, token: string, tries = 0): Promise<void> {
    const { demandId, round, waiting } = execution;
    if (execution.status !== 'RUNNING' || waiting?.token !== token) return;
    try {
      await this.#steps.freeze({ demandId, round });
    } catch (error) {
      const { name } = namedFault(error);
      if (!WORTH_ANOTHER.includes(name)) this.#mishaps.unexpected(demandId, 'await-review', error);
      else if (tries < MOST_TRIES)
        return this.#agenda.in(MINUTE, execution.number, () => this.#freeze(execution, token, tries + 1));
      return this.#fail(execution, name);
    }
    waiting.isFreezing = false;
    this.#goOn(execution);
  }

  /** An answer is taken when all that was to be frozen is. */
  #goOn(execution: Execution): void {
    const { waiting } = execution;
    if (!waiting?.answer || waiting.isFreezing) return;
    const { decision, round } = waiting.answer;
    const next = (waiting.wait === 'review' ? AFTER_REVIEW : AFTER_RELEASE)[decision];
    delete execution.waiting;
    execution.round = round;
    if (next) this.#next(execution, next);
    else this.#fail(execution, 'UnknownAnswer');
  }

  #fail(execution: Execution, error: string, tries = 0): void {
    const { demandId, round, number } = execution;
    delete execution.waiting;
    this.#agenda.in(tries === 0 ? SECOND : MINUTE / 2, number, async () => {
      if (execution.status !== 'RUNNING') return;
      try {
        await this.#steps.fail({ demandId, round }, error);
      } catch (unwritten) {
        const isPassing = WORTH_ANOTHER.includes(namedFault(unwritten).name);
        if (isPassing && tries < MOST_TRIES) return this.#fail(execution, error, tries + 1);
        if (!isPassing) this.#mishaps.unexpected(demandId, 'done', unwritten);
      }
      this.#end(execution, 'FAILED');
    });
  }

  /** An execution that waits dies too. */
  kill(demandId: string): void {
    for (const execution of this.#ofDemand.get(demandId) ?? [])
      if (execution.status === 'RUNNING') this.#end(execution, 'TIMED_OUT');
  }

  #end(execution: Execution, status: Execution['status']): void {
    execution.status = status;
    delete execution.waiting;
    if (status === 'ABORTED' || status === 'TIMED_OUT') this.died += 1;
  }
}

const nameOf = (demandId: string, again: Again | undefined) =>
  again ? `${demandId}-${again.isRestart ? 'again' : 'resumed'}-${again.number}` : demandId;
