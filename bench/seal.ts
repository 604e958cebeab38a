/**
 * What sealing costs: a harvest of messages into a package on disk, beside `openssl dgst -sha256` and `tar` on the bytes
 * of that package. A message stands twice in it, as it is and in the mailbox. Writes bench/results/seal.json.
 *
 *   npx node bench/seal.ts [--megabytes 10,1000]
 */
import { join } from 'node:path';
import { eachCase } from './packages/each-case.ts';
import { madeHarvest } from './packages/made-harvest.ts';
import { rate, secondsOf } from './packages/peers.ts';
import { sealToFile } from './packages/seal-to-file.ts';

await eachCase('seal', async (one, folder) => {
  const path = join(folder, 'package.zip');
  const made = madeHarvest(one.messages, one.size);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const { size, seconds } = await sealToFile(made, path);
  const { user, system } = process.cpuUsage(cpuBefore);
  const openssl = secondsOf('openssl', ['dgst', '-sha256', path]);
  const tar = secondsOf('tar', ['-cf', join(folder, 'peer.tar'), '-C', folder, 'package.zip']);
  return {
    harvest: one.name,
    packageMB: Math.round(size / 1e6),
    'harvest MB/s': rate(made.bytes, seconds),
    'package MB/s': rate(size, seconds),
    'package MB/CPU s': rate(size, (user + system) / 1e6),
    'openssl MB/s': rate(size, openssl),
    'tar MB/s': rate(size, tar),
    'of openssl': openssl === undefined ? undefined : Math.round((openssl / seconds) * 100) / 100,
    'memory MB': Math.round((process.memoryUsage().rss - before) / 1e6),
  };
});
