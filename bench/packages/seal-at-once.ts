import { once } from 'node:events';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { madeHarvest } from './made-harvest.ts';
import { sealToFile } from './seal-to-file.ts';

const NAME = 'seal-at-once';
type Asked = { name: string; path: string; messages: number; size: number };

/**
 * Seals as many harvests at once as there are threads, each into a file of its own, as functions seal several demands.
 * @returns the bytes of all packages, and how long it took until the last was there
 */
export async function sealAtOnce(
  { messages, size }: { messages: number; size: number },
  folder: string,
  threads: number,
): Promise<{ bytes: number; seconds: number }> {
  const workers = Array.from({ length: threads }, (_, number) => {
    const asked: Asked = { name: NAME, path: join(folder, `at-once-${number}.zip`), messages, size };
    return new Worker(new URL(import.meta.url), { workerData: asked });
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const began = performance.now();
  const sealed = workers.map(async (worker) => {
    worker.postMessage('begin');
    const [bytes] = await once(worker, 'message');
    return Number(bytes);
  });
  const bytes = (await Promise.all(sealed)).reduce((sum, one) => sum + one, 0);
  return { bytes, seconds: (performance.now() - began) / 1000 };
}

if (!isMainThread && workerData?.name === NAME && parentPort) {
  const { path, messages, size }: Asked = workerData;
  const made = madeHarvest(messages, size);
  parentPort.postMessage('ready');
  await once(parentPort, 'message');
  parentPort.postMessage((await sealToFile(made, path)).size);
  parentPort.close();
}
