import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Counter, type Digest, type Stretch, StretchDigests } from './stretch-digests.ts';

const NAME = 'digest-thread';
type Asked = { chunk: Uint8Array; stretches: readonly Stretch[] };

/** Counts in a thread of its own. Chunks must be of shared memory, or each is copied. */
export class DigestThread implements Counter {
  /** This file again, or the one that it was bundled into. */
  readonly #worker = new Worker(new URL(import.meta.url), { workerData: NAME });
  readonly #asked: { resolve(digests: Digest[]): void; reject(error: unknown): void }[] = [];

  constructor() {
    this.#worker.on('message', (digests: Digest[]) => this.#asked.shift()?.resolve(digests));
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  room(length: number): Buffer {
    return Buffer.from(new SharedArrayBuffer(length));
  }

  take(chunk: Uint8Array, stretches: readonly Stretch[]): Promise<Digest[]> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      const asked: Asked = { chunk, stretches };
      this.#worker.postMessage(asked);
    });
  }

  end(): void {
    void this.#worker.terminate();
  }
}

if (!isMainThread && workerData === NAME) {
  const digests = new StretchDigests();
  parentPort?.on('message', ({ chunk, stretches }: Asked) =>
    parentPort?.postMessage(digests.take(chunk, stretches)),
  );
}
