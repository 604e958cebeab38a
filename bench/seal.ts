/**
 * What sealing costs: a harvest of messages into a package on disk, beside `openssl dgst -sha256` and `tar` on the bytes
 * of that package. A message stands twice in it, as it is and in the mailbox. First on one thread, as one call of the
 * function seals; then as many packages at once as there are cores, as calls for several demands do. A package itself is
 * sealed part after part. Writes bench/results/seal.json.
 *
 *   npx node bench/seal.ts [--megabytes 10,1000]
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { eachCase } from './packages/each-case.ts';
import { madeHarvest } from './packages/made-harvest.ts';
import { rate, secondsOf } from './packages/peers.ts';
import { sealAtOnce } from './packages/seal-at-once.ts';
import { sealToFile } from './packages/seal-to-file.ts';

const THREADS = availableParallelism();

await eachCase('seal', async (one, folder) => {
  const path = join(folder, 'package.zip');
  const made = madeHarvest(one.messages, one.size);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const { size, seconds } = await sealToFile(made, path);
  const { user, system } = process.cpuUsage(cpuBefore);
  const memory = process.memoryUsage().rss - before;
  const openssl = secondsOf('openssl', ['dgst', '-sha256', path]);
  const tar = secondsOf('tar', ['-cf', join(folder, 'peer.tar'), '-C', folder, 'package.zip']);
  const atOnce = await sealAtOnce(one, folder, THREADS);
  return {
    harvest: one.name,
    packageMB: Math.round(size / 1e6),
    'package MB/s': rate(size, seconds),
    'package MB/CPU s': rate(size, (user + system) / 1e6),
    [`${THREADS} at once MB/s`]: rate(atOnce.bytes, atOnce.seconds),
    'openssl MB/s': rate(size, openssl),
    'tar MB/s': rate(size, tar),
    'of openssl': openssl === undefined ? undefined : Math.round((openssl / seconds) * 100) / 100,
    'memory MB': Math.round(memory / 1e6),
  };
});
