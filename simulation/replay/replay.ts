import { join } from 'node:path';
import type { Period } from '../../functions/reporting/period.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { InputError } from '../../scripts/input-file.ts';
import { type Case, casesOf, sharesOf } from './cases.ts';
import { ChunkFiles } from './chunk-files.ts';
import { type Comparison, compare } from './compare.ts';
import { LawOfPeriod } from './law-of-period.ts';
import type { Played } from './play-chunk.ts';
import { publish } from './publish.ts';
import { type Row, sumOf } from './published-table.ts';

/** What is played: a table, or a sample of it, in a period. */
export type Plan = { rows: readonly Row[]; period: Period; seed: number };

/** Demands that are in memory at a time, and that a run which is killed plays again, for each thread. */
const CHUNK = 250;
/** More would not be over in a day. */
const MOST = 1_000_000;
/** Threads that play: as many as the machines that this is tried on have cores. */
export const THREADS = 2;

export type Chunk = { number: number; seed: number; cases: readonly Case[] };

export type ReplayDeps = {
  rulebook: Rulebook;
  /** What was played and what is published, of any plan. */
  state: string;
  play: (chunk: Chunk) => Promise<Played>;
  /** Told before the first is played. */
  begins?: (told: { folder: string; demands: number; done: number }) => void;
};

export type Replayed = Comparison & {
  /** Where the edition is. */
  folder: string;
  edition: number;
  refused: Readonly<Record<string, number>>;
};

/**
 * Plays the demands of a table, publishes the report of the period, and compares the two. What was played before a run of
 * the same plan was killed is not played again.
 * @throws InputError for countries that the law of the period gives nothing, and for more demands than can be played
 */
export async function replay(plan: Plan, { rulebook, state, play, begins }: ReplayDeps): Promise<Replayed> {
  const { rows, period, seed } = plan;
  const law = new LawOfPeriod(rulebook, period);
  law.require(rows);
  if (sumOf(rows, 'requests') > MOST)
    throw new InputError(`More than ${MOST} demands are not played in one run: play a sample`);
  const folder = folderOf(plan, rulebook, state);
  const files = new ChunkFiles(folder);
  const cases = casesOf(rows, seed);
  const count = Math.min(cases.length, THREADS * Math.ceil(cases.length / THREADS / CHUNK));
  const chunks = sharesOf(cases, count).map((share, number): Chunk => {
    return { number, seed: seed + number, cases: share };
  });
  const left = chunks.filter(({ number }) => !files.has(number));
  const open = left.reduce((sum, chunk) => sum + chunk.cases.length, 0);
  begins?.({ folder, demands: cases.length, done: cases.length - open });
  const next = async (): Promise<void> => {
    for (let chunk = left.shift(); chunk; chunk = left.shift()) files.write(chunk.number, await play(chunk));
  };
  await Promise.all(Array.from({ length: THREADS }, next));
  const report = await publish({ period, rulebook, chunks: files, folder });
  const refused: Record<string, number> = {};
  for (const played of files.read())
    for (const [what, times] of Object.entries(played.refused)) refused[what] = (refused[what] ?? 0) + times;
  files.remove();
  const compared = compare(rows, report, (country) => law.givesNoContent(country));
  return { ...compared, folder, edition: report.edition, refused };
}

/** Another table, period, sample, seed or law is another run, which goes on from nothing of this one. */
function folderOf({ rows, period, seed }: Plan, { version }: Rulebook, state: string): string {
  const plan = sha256Hex(canonicalJson({ rows, period: period.label, seed, chunk: CHUNK, law: version }));
  return join(state, 'replay', `${period.label}-${sumOf(rows, 'requests')}-${plan.slice(0, 12)}`);
}
