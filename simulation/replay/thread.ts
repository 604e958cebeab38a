import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { parsePeriod } from '../../functions/reporting/period.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import type { Chunk } from './replay.ts';

// Functions log what they do; here their events are counted.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
const { playChunk } = await import('./play-chunk.ts');

/** Plays one chunk after the other, in a thread of its own. */
const rulebook = compileRulebook(loadRulebookSource());
const period = parsePeriod(z.string().parse(workerData));
parentPort?.on('message', async ({ cases, seed }: Chunk) => {
  if (!period) throw new TypeError('no period');
  const played = await playChunk(cases, { period, seed, rulebook }, () => parentPort?.postMessage('closed'));
  parentPort?.postMessage(played);
});
