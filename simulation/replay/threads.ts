import { Worker } from 'node:worker_threads';
import type { Played } from './play-chunk.ts';
import { type Chunk, THREADS } from './replay.ts';

/** Megabytes of objects that live for long. What was played and counted is let go before a thread has more. */
const HEAP = 256;

/** Threads, each of which plays one chunk at a time. */
export class Threads {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #onClosed: () => void;

  constructor(period: string, onClosed: () => void) {
    this.#onClosed = onClosed;
    const options = { workerData: period, resourceLimits: { maxOldGenerationSizeMb: HEAP } };
    this.#workers = Array.from(
      { length: THREADS },
      () => new Worker(new URL('thread.ts', import.meta.url), options),
    );
    this.#idle = [...this.#workers];
  }

  readonly play = async (chunk: Chunk): Promise<Played> => {
    const worker = this.#idle.pop();
    if (!worker) throw new RangeError('more chunks at a time than threads');
    const played = await this.#played(worker, chunk);
    this.#idle.push(worker);
    return played;
  };

  #played(worker: Worker, chunk: Chunk): Promise<Played> {
    return new Promise((resolve, reject) => {
      const heard = (told: 'closed' | Played) => {
        if (told === 'closed') return this.#onClosed();
        worker.off('message', heard);
        worker.off('error', reject);
        resolve(told);
      };
      worker.on('message', heard);
      worker.once('error', reject);
      worker.postMessage(chunk);
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
