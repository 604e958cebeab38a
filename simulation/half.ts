import { parentPort, workerData } from 'node:worker_threads';
import { compileRulebook } from '../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../rulebook/load.ts';
import type { Options } from './options.ts';

// Functions log what they do; here the ledgers are read.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
const { simulate } = await import('./simulate.ts');

/** One provider in a thread of its own. */
const { result } = await simulate(workerData as Options, compileRulebook(loadRulebookSource()));
parentPort?.postMessage(result);
