import { randomUUID } from 'node:crypto';
import type { Meter } from '../meter.ts';
import { type Json, parseJson } from '../template/json.ts';
import type { FunctionLog } from './function-log.ts';
import { type Hosts, type Instance, type Tenancy, WHOLE_PROCESSOR_MB } from './host.ts';
import type { FunctionError, InstanceMessage, Outcome } from './invocation.ts';

/** 6 MB each way, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LARGEST_PAYLOAD = 6 * 1024 * 1024;
const INIT_TIMEOUT_MS = 30_000;
/** An instance beyond the first goes after a while, and one that has a thread to itself; the first after a longer one. */
const SURPLUS_IDLE_MS = 60_000;
const LAST_IDLE_MS = 600_000;
/** A new instance costs more than many invocations take, and runs in the same few threads: a busy one is given this long to come free. */
const PATIENCE_MS = 3000;

export type FunctionSpec = Tenancy & {
  readonly timeoutSeconds: number;
  readonly mostInstances: number;
};

type Waiting = {
  readonly event: string;
  /** As it was called: with the alias, where one was named. */
  readonly invokedArn: string;
  readonly settle: (outcome: Outcome) => void;
  /** Its host ended under it, and it begins anew. */
  readonly again: boolean;
};

type Slot = {
  readonly instance: Instance;
  ready: boolean;
  current: (Waiting & { requestId: string; startedAt: number; timer: NodeJS.Timeout }) | undefined;
  idle: NodeJS.Timeout | undefined;
};

const failure = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  error: { errorType, errorMessage, trace: [] },
});

/** Instances of one function: each runs one event at a time; more are started while events wait, up to a cap. */
export class FunctionPool {
  readonly spec: FunctionSpec;
  readonly #hosts: Hosts;
  readonly #log: FunctionLog;
  readonly #meter: Meter;
  readonly #slots = new Set<Slot>();
  readonly #queue: Waiting[] = [];
  #growing: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(spec: FunctionSpec, hosts: Hosts, log: FunctionLog, meter: Meter) {
    this.spec = spec;
    this.#hosts = hosts;
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
      this.#queue.push({ event: text, invokedArn, settle, again: false });
      this.#assign();
    });
  }

  /** Whether it runs nothing, and nothing waits for it. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && [...this.#slots].every(({ current }) => current === undefined);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#growing);
    for (const slot of [...this.#slots])
      this.#retire(slot, failure('ServiceException', 'The laptop stopped.'));
    for (const { settle } of this.#queue.splice(0))
      settle(failure('ServiceException', 'The laptop stopped.'));
    this.#log.close();
  }

  #assign(): void {
    for (const slot of this.#slots) {
      if (this.#queue.length === 0) return;
      if (slot.ready && slot.current === undefined) this.#run(slot);
    }
    if (this.#queue.length === 0 || this.#stopped || this.#slots.size >= this.spec.mostInstances) return;
    if (this.#slots.size === 0) this.#start();
    else this.#growing ??= setTimeout(() => this.#grow(), PATIENCE_MS);
  }

  /** One more instance, if events still wait and none is on its way. */
  #grow(): void {
    this.#growing = undefined;
    if (this.#stopped || this.#queue.length === 0 || this.#slots.size >= this.spec.mostInstances) return;
    if ([...this.#slots].every(({ ready }) => ready)) this.#start();
    else this.#growing = setTimeout(() => this.#grow(), PATIENCE_MS);
  }

  #start(): void {
    this.#meter.note('started', this.spec.setup.functionName);
    const instance = this.#hosts.open(this.spec, {
      heard: (message) => {
        if (message.kind !== 'wrote') clearTimeout(loading);
        this.#heard(slot, message);
      },
      lost: (error) => {
        clearTimeout(loading);
        this.#lost(slot, error);
      },
    });
    const slot: Slot = { instance, ready: false, current: undefined, idle: undefined };
    this.#slots.add(slot);
    const loading = setTimeout(
      () =>
        this.#unloadable(slot, { errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out', trace: [] }),
      INIT_TIMEOUT_MS,
    );
  }

  #heard(slot: Slot, message: InstanceMessage): void {
    if (message.kind === 'ready') {
      slot.ready = true;
      this.#settleDown(slot);
      this.#assign();
    } else if (message.kind === 'wrote') this.#log.write(message.text);
    else if (message.kind === 'unloadable') this.#unloadable(slot, message.error);
    else if (message.kind === 'ended') {
      this.#log.write(`${message.error.trace.join('\n') || message.error.errorMessage}\n`);
      this.#retire(slot, { ok: false, error: message.error });
    } else if (message.kind !== 'closed' && slot.current?.requestId === message.requestId)
      this.#finish(slot, this.#outcome(message));
  }

  #outcome(message: Extract<InstanceMessage, { requestId: string }>): Outcome {
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
      this.#retire(slot, failure('Sandbox.Timedout', message));
    }, timeoutSeconds * 1000);
    slot.current = { ...next, requestId, startedAt, timer };
    const { event, invokedArn } = next;
    slot.instance.invoke({ requestId, event, invokedArn, remainingMs: timeoutSeconds * 1000 });
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
        if (slot.current === undefined) this.#retire(slot, failure('Idle', ''));
      },
      this.#slots.size > 1 || this.spec.memoryMb >= WHOLE_PROCESSOR_MB ? SURPLUS_IDLE_MS : LAST_IDLE_MS,
    );
    slot.idle.unref();
  }

  /** Nothing that this function is asked can work, so everything that waits for it is told why. */
  #unloadable(slot: Slot, error: FunctionError): void {
    this.#log.write(`${error.errorType}: ${error.errorMessage}\n${error.trace.join('\n')}\n`);
    for (const { settle } of this.#queue.splice(0)) settle({ ok: false, error });
    this.#retire(slot, { ok: false, error });
  }

  /** Its host is gone, and somebody else may have ended it: what ran here begins anew, once. */
  #lost(slot: Slot, error: NodeJS.ErrnoException): void {
    if (!this.#slots.has(slot)) return;
    this.#log.write(`${error.stack ?? error.message}\n`);
    const { current } = slot;
    if (current !== undefined && !current.again && !this.#stopped) {
      clearTimeout(current.timer);
      slot.current = undefined;
      this.#queue.unshift({ ...current, again: true });
    }
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#retire(slot, failure(isMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError', error.message));
  }

  #retire(slot: Slot, outcome: Outcome): void {
    if (!this.#slots.delete(slot)) return;
    clearTimeout(slot.idle);
    this.#finish(slot, outcome);
    clearTimeout(slot.idle);
    slot.instance.close();
    this.#assign();
  }
}
