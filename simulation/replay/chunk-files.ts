import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Contribution } from '../../functions/reporting/contribution.schema.ts';
import type { ContributionStore } from '../../functions/reporting/contribution.store.ts';
import type { Heads } from '../../functions/reporting/heads.ts';
import { halfYearOf } from '../../functions/reporting/period.ts';
import type { Played } from './play-chunk.ts';

const ChunkFile = z.strictObject({
  contributions: z.array(Contribution),
  heads: z.array(z.strictObject({ demandId: z.string(), seq: z.int(), filedAt: z.string() })),
  until: z.string(),
  refused: z.record(z.string(), z.number()),
});

/**
 * What was played, in a folder: a file for each chunk, whole or not there. They are all that a run which was killed has to go
 * on from, and what the publisher reads, one at a time.
 */
export class ChunkFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  has(chunk: number): boolean {
    return existsSync(this.#file(chunk));
  }

  write(chunk: number, played: Played): void {
    const part = `${this.#file(chunk)}.part`;
    writeFileSync(part, JSON.stringify(played));
    renameSync(part, this.#file(chunk));
  }

  /** Each chunk that was played, read when it is asked for. */
  *read(): Generator<Played> {
    const names = readdirSync(this.#folder).filter((name) => /^chunk-\d+\.json$/.test(name));
    for (const name of names.sort())
      yield ChunkFile.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')));
  }

  /** What the publisher has of what was counted. */
  get contributions(): ContributionStore {
    const read = () => this.read();
    return {
      put: async () => 'stale',
      pages: async function* (halfYear) {
        for (const { contributions } of read())
          yield contributions.filter(({ facts }) => halfYearOf(facts.receivedAt) === halfYear);
      },
    };
  }

  /** What the publisher has of the ledgers themselves. */
  get heads(): Heads {
    const read = () => this.read();
    return {
      of: async function* ({ from, to }) {
        const [first, end] = [from.toISOString(), to.toISOString()];
        for (const { heads } of read())
          yield heads.filter(({ filedAt }) => first <= filedAt && filedAt < end);
      },
      first: async () => undefined,
    };
  }

  /** Once they are published nothing goes on from them: the next run plays all of it anew. */
  remove(): void {
    for (const name of readdirSync(this.#folder))
      if (name.startsWith('chunk-')) rmSync(join(this.#folder, name));
  }

  #file(chunk: number): string {
    return join(this.#folder, `chunk-${String(chunk).padStart(5, '0')}.json`);
  }
}
