import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Meter } from '../meter.ts';
import { type Json, parseJson } from '../template/json.ts';
import type { FunctionLog } from './function-log.ts';
import type { FunctionError, InvocationMessage, Outcome, WorkerMessage, WorkerSetup } from './invocation.ts';

/** 6 MB each way, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LARGEST_PAYLOAD = 6 * 1024 * 1024;
const INIT_TIMEOUT_MS = 30_000;
/** A worker beyond the first goes after a while, the first after a longer one: each holds some 30 MB. */
const SURPLUS_IDLE_MS = 10_000;
const LAST_IDLE_MS = 60_000;
/** A new worker costs more than most invocations take, so a busy one is given this long to come free. */
const PATIENCE_MS = 1000;

export type FunctionSpec = {
  readonly setup: WorkerSetup;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly mostWorkers: number;
};

type Waiting = {
  readonly event: string;
  /** As it was called: with the alias, where one was named. */
  readonly invokedArn: string;
  readonly settle: (outcome: Outcome) => void;
};

type Slot = {
  readonly worker: Worker;
  ready: boolean;
  current: (Waiting & { requestId: string; startedAt: number; timer: NodeJS.Timeout }) | undefined;
  idle: NodeJS.Timeout | undefined;
};

const failure = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  error: { errorType, errorMessage, trace: [] },
});

/** Workers of one function: each runs one event at a time; more are started while events wait, up to a cap. */
export class FunctionPool {
  readonly spec: FunctionSpec;
  readonly #log: FunctionLog;
  readonly #meter: Meter;
  readonly #slots = new Set<Slot>();
  readonly #queue: Waiting[] = [];
  #growing: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(spec: FunctionSpec, log: FunctionLog, meter: Meter) {
    this.spec = spec;
    this.#log = log;
    this.#meter = meter;
  }

  invoke(event: Json, invokedArn = this.spec.setup.functionArn): Promise<Outcome> {
    const text = JSON.stringify(event);
    if (text.length > LARGEST_PAYLOAD) {
      return Promise.resolve(
        failure('RequestTooLargeException', `Request must be smaller than ${LARGEST_PAYLOAD} bytes.`),
      );
    }
    if (this.#stopped) return Promise.resolve(failure('ServiceException', 'The laptop is stopping.'));
    return new Promise((settle) => {
      this.#queue.push({ event: text, invokedArn, settle });
      this.#assign();
    });
  }

  /** Whether it runs nothing, and nothing waits for it. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && [...this.#slots].every(({ current }) => current === undefined);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#growing);
    await Promise.all(
      [...this.#slots].map((slot) => this.#retire(slot, failure('ServiceException', 'The laptop stopped.'))),
    );
    for (const { settle } of this.#queue.splice(0))
      settle(failure('ServiceException', 'The laptop stopped.'));
    this.#log.close();
  }

  #assign(): void {
    for (const slot of this.#slots) {
      if (this.#queue.length === 0) return;
      if (slot.ready && slot.current === undefined) this.#run(slot);
    }
    if (this.#queue.length === 0 || this.#stopped || this.#slots.size >= this.spec.mostWorkers) return;
    if (this.#slots.size === 0) this.#start();
    else this.#growing ??= setTimeout(() => this.#grow(), PATIENCE_MS);
  }

  /** One more worker, if events still wait and none is on its way. */
  #grow(): void {
    this.#growing = undefined;
    if (this.#stopped || this.#queue.length === 0 || this.#slots.size >= this.spec.mostWorkers) return;
    if ([...this.#slots].every(({ ready }) => ready)) this.#start();
    else this.#growing = setTimeout(() => this.#grow(), PATIENCE_MS);
  }

  #start(): void {
    const { setup, environment, memoryMb } = this.spec;
    this.#meter.note('started', setup.functionName);
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...environment },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const slot: Slot = { worker, ready: false, current: undefined, idle: undefined };
    this.#slots.add(slot);
    this.#log.follow(worker.stdout);
    this.#log.follow(worker.stderr);
    const loading = setTimeout(
      () =>
        this.#unloadable(slot, { errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out', trace: [] }),
      INIT_TIMEOUT_MS,
    );
    worker.on('message', (message: WorkerMessage) => {
      clearTimeout(loading);
      this.#heard(slot, message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      this.#log.write(`${error.stack ?? error.message}\n`);
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      void this.#retire(
        slot,
        failure(isMemory ? 'Runtime.OutOfMemory' : (error.name ?? 'Error'), error.message),
      );
    });
    worker.on('exit', (code) => {
      clearTimeout(loading);
      void this.#retire(slot, failure('Runtime.ExitError', `Runtime exited with error: exit status ${code}`));
    });
  }

  #heard(slot: Slot, message: WorkerMessage): void {
    if (message.kind === 'ready') {
      slot.ready = true;
      this.#settleDown(slot);
      this.#assign();
    } else if (message.kind === 'unloadable') this.#unloadable(slot, message.error);
    else if (slot.current?.requestId === message.requestId) this.#finish(slot, this.#outcome(message));
  }

  #outcome(message: Extract<WorkerMessage, { requestId: string }>): Outcome {
    if (message.kind === 'threw') {
      // Lambda logs what a handler throws, too.
      this.#log.write(`${JSON.stringify({ requestId: message.requestId, ...message.error })}\n`);
      return { ok: false, error: message.error };
    }
    if (message.payload.length > LARGEST_PAYLOAD) {
      return failure(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      );
    }
    return { ok: true, payload: parseJson(message.payload, this.spec.setup.functionName) };
  }

  #run(slot: Slot): void {
    const next = this.#queue.shift();
    if (next === undefined) return;
    clearTimeout(slot.idle);
    const requestId = randomUUID();
    const startedAt = performance.now();
    const { timeoutSeconds } = this.spec;
    const timer = setTimeout(() => {
      const message = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      void this.#retire(slot, failure('Sandbox.Timedout', message));
    }, timeoutSeconds * 1000);
    slot.current = { ...next, requestId, startedAt, timer };
    const message: InvocationMessage = {
      requestId,
      event: next.event,
      invokedArn: next.invokedArn,
      remainingMs: timeoutSeconds * 1000,
    };
    slot.worker.postMessage(message);
  }

  #finish(slot: Slot, outcome: Outcome): void {
    const { current } = slot;
    if (current === undefined) return;
    clearTimeout(current.timer);
    slot.current = undefined;
    this.#meter.count('lambdaInvocations');
    this.#meter.note('invoked', this.spec.setup.functionName);
    this.#meter.count(
      'lambdaGbMilliseconds',
      ((performance.now() - current.startedAt) * this.spec.memoryMb) / 1024,
    );
    current.settle(outcome);
    this.#settleDown(slot);
    this.#assign();
  }

  #settleDown(slot: Slot): void {
    clearTimeout(slot.idle);
    slot.idle = setTimeout(
      () => {
        if (slot.current === undefined) void this.#retire(slot, failure('Idle', ''));
      },
      this.#slots.size > 1 ? SURPLUS_IDLE_MS : LAST_IDLE_MS,
    );
    slot.idle.unref();
  }

  /** Nothing that this function is asked can work, so everything that waits for it is told why. */
  #unloadable(slot: Slot, error: FunctionError): void {
    this.#log.write(`${error.errorType}: ${error.errorMessage}\n${error.trace.join('\n')}\n`);
    for (const { settle } of this.#queue.splice(0)) settle({ ok: false, error });
    void this.#retire(slot, { ok: false, error });
  }

  async #retire(slot: Slot, outcome: Outcome): Promise<void> {
    if (!this.#slots.delete(slot)) return;
    clearTimeout(slot.idle);
    this.#finish(slot, outcome);
    clearTimeout(slot.idle);
    await slot.worker.terminate();
    this.#assign();
  }
}
