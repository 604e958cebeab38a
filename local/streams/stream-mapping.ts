import { DatabaseAway } from '../dynamo/dynamo-client.ts';
import type { Queue } from '../events/queues.ts';
import type { Functions } from '../lambda/functions.ts';
import { type DeliveryPorts, type DeliverySettings, deliverBatch } from './batch-delivery.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { MappingSettings } from './mapping-settings.ts';
import type { Position, Shard, StreamReader, StreamRecord } from './stream-reader.ts';

/** How long nothing is asked when nobody wrote: only what did not come through the laptop (TTL) waits this long. */
const IDLE_MS = 1000;
/** How long after a write the stream is read, so that writes that come together are read together. */
const GATHER_MS = 50;
const PAGE = 1000;
const CHECKPOINT_IDLE_MS = 5000;
/** How long a stop waits for what was written before it. */
const LAST_MS = 5000;

type StreamMappingOptions = {
  readonly settings: MappingSettings;
  readonly reader: StreamReader;
  /** While it is, nothing is read, and no function is asked what would fail. */
  readonly isAway: () => boolean;
  readonly functions: Functions;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly checkpoints: Checkpoints;
  readonly report: (line: string) => void;
};

/** Brings one table's stream to one function: in order, at least once, from where it was before a restart. */
export class StreamMapping {
  readonly #options: StreamMappingOptions;
  /** What was written is delivered still, and no batch waits to be full. */
  #ending = false;
  #stopped = false;
  #wake: (() => void) | undefined;
  #written = false;
  #loops: Promise<void>[] = [];

  constructor(options: StreamMappingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const shards = await this.#options.reader.shards();
    this.#loops = shards.map((shard) => this.#follow(shard));
  }

  /** The table was written to. */
  wake(): void {
    this.#written = true;
    this.#wake?.();
  }

  /** Delivers what was written, for a while: what is left is delivered after the next start. */
  async stop(): Promise<void> {
    this.#ending = true;
    this.#wake?.();
    const timer = setTimeout(() => {
      this.#stopped = true;
      this.#wake?.();
    }, LAST_MS);
    await Promise.all(this.#loops);
    clearTimeout(timer);
  }

  #start(shard: Shard): Position {
    const { settings, checkpoints } = this.#options;
    const kept = checkpoints.get(shard.id);
    if (kept !== undefined) return kept === '' ? 'oldest' : { after: kept };
    if (!settings.fromLatest) return 'oldest';
    // Written down now, or what comes before the first checkpoint would be lost by a restart.
    if (shard.newest !== undefined) checkpoints.set(shard.id, shard.newest);
    return shard.newest === undefined ? 'latest' : { after: shard.newest };
  }

  async #follow(shard: Shard): Promise<void> {
    const { reader, settings, report } = this.#options;
    let position = this.#start(shard);
    while (!this.#stopped) {
      try {
        position = await this.#read(shard, position, await reader.iterator(shard.id, position));
        return;
      } catch (error) {
        if (this.#stopped || this.#ending) return;
        // Who keeps the database says what became of it.
        if (!(error instanceof DatabaseAway))
          report(`the stream of ${settings.id} could not be read, and is tried again: ${String(error)}`);
        await this.#present();
        await this.#sleep(IDLE_MS);
        const kept = this.#options.checkpoints.get(shard.id);
        if (kept !== undefined && kept !== '') position = { after: kept };
      }
    }
  }

  /** Gathers records until a batch is full or its window is over, then delivers them. */
  async #read(shard: Shard, position: Position, first: string): Promise<Position> {
    const { settings, reader, checkpoints } = this.#options;
    let iterator: string | undefined = first;
    let pending: StreamRecord[] = [];
    let opened = 0;
    let seen = '';
    let checkpointed = Date.now();
    while (!this.#stopped && iterator !== undefined) {
      this.#written = false;
      const page: Awaited<ReturnType<StreamReader['read']>> = await reader.read(iterator, PAGE);
      iterator = page.next;
      seen = page.records.at(-1)?.sequence ?? seen;
      const wanted = page.records.filter(({ event }) => settings.wanted(event));
      if (pending.length === 0) opened = Date.now();
      pending.push(...wanted);
      while (
        pending.length >= settings.batchSize ||
        (pending.length > 0 && (this.#ending || Date.now() - opened >= settings.windowMs))
      ) {
        await deliverBatch(
          pending.slice(0, settings.batchSize),
          this.#deliverySettings(shard),
          this.#ports(shard),
        );
        if (this.#stopped) return position;
        pending = pending.slice(settings.batchSize);
        checkpointed = Date.now();
      }
      if (this.#ending && page.records.length < PAGE) return position;
      // What the filter leaves out needs no delivery; remembering that it was seen saves reading it again.
      if (
        pending.length === 0 &&
        seen !== '' &&
        seen !== checkpoints.get(shard.id) &&
        Date.now() - checkpointed > CHECKPOINT_IDLE_MS
      ) {
        checkpoints.set(shard.id, seen);
        checkpointed = Date.now();
      }
      if (page.records.length < PAGE)
        await this.#pause(pending.length > 0 ? settings.windowMs - (Date.now() - opened) : IDLE_MS);
    }
    return position;
  }

  /** Waits for the database, but not beyond an end. */
  async #present(): Promise<void> {
    while (this.#options.isAway() && !this.#stopped) await this.#sleep(GATHER_MS, false);
  }

  async #pause(milliseconds: number): Promise<void> {
    if (!this.#written) await this.#sleep(Math.max(GATHER_MS, Math.min(milliseconds, IDLE_MS)));
    await this.#sleep(GATHER_MS, false);
  }

  #sleep(milliseconds: number, wakeable = true): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      if (!wakeable) return;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #deliverySettings({ id }: Shard): DeliverySettings {
    const { settings, functions } = this.#options;
    return {
      ...settings,
      shardId: id,
      streamArn: settings.sourceArn,
      functionArn: functions.arnOf(settings.functionName) ?? settings.functionName,
    };
  }

  #ports({ id }: Shard): DeliveryPorts {
    const { functions, settings, queues, checkpoints } = this.#options;
    return {
      invoke: async (event) => {
        await this.#present();
        return functions.invoke(settings.functionName, event);
      },
      checkpoint: (sequence) => checkpoints.set(id, sequence),
      discard: async (failure) => {
        await queues.get(settings.onFailureArn ?? '')?.send(JSON.stringify(failure));
      },
      wait: (milliseconds) => this.#sleep(milliseconds),
      stopped: () => this.#stopped,
    };
  }
}
