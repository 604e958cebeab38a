import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { Answer } from '../aws/call.ts';
import type {
  AwsRequest,
  FromHost,
  HostSetup,
  InstanceMessage,
  InstanceSetup,
  InvocationMessage,
  ToHost,
} from './invocation.ts';
import { type TranslatedBundle, translateBundle } from './translated-bundle.ts';

/** From so much a function has a processor to itself, https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const WHOLE_PROCESSOR_MB = 1769;
/** Of the heap that functions share. */
const SHARED_MB = 2048;
const YOUNG_MB = 32;
/** The laptop itself, its database and who asks it have work to do, too. */
const SHARED_HOSTS = Math.max(1, Math.min(Math.floor(availableParallelism() / 2), 4));
/** A host that does not hear in this time that an instance is closed is kept busy by it, and ended. */
const DEAF_MS = 2000;

/** Who opened an instance is told what it says, and that its host is gone. */
export type Tenant = {
  readonly heard: (message: InstanceMessage) => void;
  readonly lost: (error: NodeJS.ErrnoException) => void;
};

/** One evaluation of a bundle. */
export type Instance = {
  readonly invoke: (message: InvocationMessage) => void;
  /** What of it still runs reaches nobody. */
  readonly close: () => void;
};

export type Tenancy = {
  readonly setup: InstanceSetup;
  readonly memoryMb: number;
};

export type HostOptions = {
  readonly setup: HostSetup;
  /** Answers what functions call of AWS. */
  readonly answer: Answer;
};

/** A thread that runs instances of functions. */
class Host {
  readonly #worker: Worker;
  readonly #tenants = new Map<number, Tenant>();
  readonly #closing = new Map<number, NodeJS.Timeout>();
  #next = 0;

  constructor(
    { setup, answer }: HostOptions,
    memoryMb: number,
    environment: InstanceSetup['environment'],
    gone: () => void,
  ) {
    this.#worker = new Worker(new URL('./host-worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...environment },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (said: FromHost) => {
      if ('call' in said) void this.#answer(said.call, said.request, answer);
      else this.#heard(said.instance, said.message);
    });
    const lose = (error: NodeJS.ErrnoException): void => {
      gone();
      const tenants = [...this.#tenants.values()];
      this.#tenants.clear();
      for (const { lost } of tenants) lost(error);
    };
    this.#worker.on('error', lose);
    this.#worker.on('exit', () => lose(new Error('its host ended')));
  }

  get size(): number {
    return this.#tenants.size;
  }

  open(setup: InstanceSetup, bundle: TranslatedBundle | undefined, tenant: Tenant): Instance {
    const instance = this.#next++;
    this.#tenants.set(instance, tenant);
    this.#post({ instance, kind: 'open', setup, bundle });
    return {
      invoke: (message) => this.#post({ instance, kind: 'invoke', ...message }),
      close: () => {
        if (!this.#tenants.delete(instance)) return;
        const deaf = setTimeout(() => void this.stop(), DEAF_MS);
        this.#closing.set(instance, deaf);
        this.#post({ instance, kind: 'close' });
      },
    };
  }

  async stop(): Promise<void> {
    for (const timer of this.#closing.values()) clearTimeout(timer);
    await this.#worker.terminate();
  }

  #heard(instance: number, message: InstanceMessage): void {
    if (message.kind !== 'closed') this.#tenants.get(instance)?.heard(message);
    else {
      clearTimeout(this.#closing.get(instance));
      this.#closing.delete(instance);
    }
  }

  async #answer(call: number, { body, ...request }: AwsRequest, answer: Answer): Promise<void> {
    const { status, headers, body: said } = await answer(request, Buffer.from(body));
    const text = said instanceof Readable ? await textOf(said) : (said?.toString() ?? '');
    this.#post({ call, answer: { status, headers, body: text } });
  }

  #post(message: ToHost): void {
    this.#worker.postMessage(message);
  }
}

/**
 * The threads that run functions. A few are shared; a function that has a processor to itself has a thread to itself, with
 * its own bound of memory, and so has one whose bundle cannot be translated.
 */
export class Hosts {
  readonly #options: HostOptions;
  readonly #shared = new Set<Host>();
  readonly #own = new Set<Host>();

  constructor(options: HostOptions) {
    this.#options = options;
  }

  /** Starts an instance. It is to be called when it has said that it is ready. */
  open({ setup, memoryMb }: Tenancy, tenant: Tenant): Instance {
    let closed = false;
    let opened: Instance | undefined;
    const place = (bundle: TranslatedBundle | undefined): void => {
      if (closed) return;
      opened =
        bundle === undefined || memoryMb >= WHOLE_PROCESSOR_MB
          ? this.#openAlone({ setup, memoryMb }, bundle, tenant)
          : this.#leastUsed().open(setup, bundle, tenant);
    };
    translateBundle(setup.modulePath).then(place, tenant.lost);
    return {
      invoke: (message) => opened?.invoke(message),
      close: () => {
        closed = true;
        opened?.close();
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#shared, ...this.#own].map((host) => host.stop()));
  }

  #openAlone({ setup, memoryMb }: Tenancy, bundle: TranslatedBundle | undefined, tenant: Tenant): Instance {
    const host = new Host(this.#options, memoryMb, setup.environment, () => this.#own.delete(host));
    this.#own.add(host);
    const { invoke, close } = host.open(setup, bundle, tenant);
    return {
      invoke,
      close: () => {
        close();
        void host.stop();
      },
    };
  }

  #leastUsed(): Host {
    if (this.#shared.size < SHARED_HOSTS) {
      const host = new Host(this.#options, SHARED_MB, {}, () => this.#shared.delete(host));
      this.#shared.add(host);
      return host;
    }
    return [...this.#shared].reduce((least, one) => (one.size < least.size ? one : least));
  }
}
