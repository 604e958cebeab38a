/**
 * What verifying costs: a whole package, every record of it, beside `openssl dgst -sha256` of the same file in the same
 * run. Writes bench/results/verify.json.
 *
 * openssl hashes each byte once. To verify is to hash it twice (the whole, each file), to count its CRC, and to hash mail a
 * third time, as a message of its mailbox. With SHA-256 at 1400 MB/s and CRC-32 at 2500 that alone, with the reading, is
 * 2.4 ns a byte to openssl's 0.9 to 1: 0.4 of it on one core, 0.8 on two. The files have a thread of their own and, with more
 * than two cores, so has the whole.
 *
 *   npx node bench/verify.ts [--megabytes 10,1000]
 */
import { join } from 'node:path';
import { givenKey } from '../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../scripts/verify/verify-package.ts';
import { eachCase } from './packages/each-case.ts';
import { madeHarvest } from './packages/made-harvest.ts';
import { rate, secondsOf } from './packages/peers.ts';
import { sealToFile } from './packages/seal-to-file.ts';

await eachCase('verify', async (one, folder) => {
  const path = join(folder, 'package.zip');
  const { pem, size } = await sealToFile(madeHarvest(one.messages, one.size), path);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const { records, vouched } = await verifyPackage(path, { keys: [givenKey(pem)] });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (records !== one.messages || !vouched) throw new Error('what was sealed does not verify');
  const openssl = secondsOf('openssl', ['dgst', '-sha256', path]);
  return {
    package: one.name,
    packageMB: Math.round(size / 1e6),
    'verify MB/s': rate(size, seconds),
    'verify MB/CPU s': rate(size, (user + system) / 1e6),
    'openssl MB/s': rate(size, openssl),
    'of openssl': openssl === undefined ? undefined : Math.round((openssl / seconds) * 100) / 100,
    'memory MB': Math.round((process.memoryUsage().rss - before) / 1e6),
  };
});
