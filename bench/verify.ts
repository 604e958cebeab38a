/**
 * What verifying costs: a whole package, every record of it, beside `openssl dgst -sha256` of the same file in the same
 * run. Writes bench/results/verify.json.
 *
 *   npx node bench/verify.ts [--megabytes 10,1000]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { givenKey } from '../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../scripts/verify/verify-package.ts';
import { madeHarvest } from './packages/made-harvest.ts';
import { casesOf, rate, secondsOf } from './packages/peers.ts';
import { sealToFile } from './packages/seal-to-file.ts';

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '10,200' } } });
const folder = mkdtempSync(join(tmpdir(), 'bench-verify-'));
const rows = [];
try {
  for (const one of values.megabytes.split(',').flatMap((text) => casesOf(Number(text)))) {
    const path = join(folder, 'package.zip');
    const { pem, size } = await sealToFile(madeHarvest(one.messages, one.size), path);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const { records, vouched } = await verifyPackage(path, { keys: [givenKey(pem)] });
    const seconds = (performance.now() - began) / 1000;
    if (records !== one.messages || !vouched) throw new Error('what was sealed does not verify');
    const openssl = secondsOf('openssl', ['dgst', '-sha256', path]);
    rows.push({
      package: one.name,
      packageMB: Math.round(size / 1e6),
      'verify MB/s': rate(size, seconds),
      'openssl MB/s': rate(size, openssl),
      'of openssl': openssl === undefined ? undefined : Math.round((openssl / seconds) * 100) / 100,
      'memory MB': Math.round((process.memoryUsage().rss - before) / 1e6),
    });
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.table(rows);
const results = join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, 'verify.json'),
  `${JSON.stringify({ when: new Date().toISOString(), node: process.version, rows }, undefined, 2)}\n`,
);
