import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineProcess } from './engine-process.ts';

/** A time for which the database was away. */
export type Outage = {
  /** When, and how, it ended. */
  readonly at: string;
  readonly how: string;
  /** Until it answered again. */
  readonly seconds: number;
  /** How often it had to be started for that. */
  readonly starts: number;
  /** Calls that were told to come again. */
  readonly refused: number;
};

type Keeping = {
  readonly start: () => Promise<EngineProcess>;
  /** How long to wait before each start; after the last the engine is given up. */
  readonly waitsMs?: readonly number[];
  /** A process that lived this long was well: what comes after is a new outage, with all its waits. */
  readonly wellAfterMs?: number;
  readonly report: (line: string) => void;
  /** Told of each outage, when it is over. */
  readonly outage: (outage: Outage) => void;
};

const WAITS_MS = [0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000];
const WELL_AFTER_MS = 60_000;
/** How long an engine that left a call without an answer has to give one. */
const SILENCE_MS = 10_000;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Starts the engine again when it ends by itself, until it ends too often. */
export class KeptRunning {
  readonly #options: Required<Keeping>;
  #engine: EngineProcess;
  #startedAt = performance.now();
  /** Starts since an engine was well. */
  #starts = 0;
  #away: { refused: number } | undefined;
  #asking = false;
  #stopped = false;
  readonly #givenUp = Promise.withResolvers<string>();

  constructor(engine: EngineProcess, { waitsMs = WAITS_MS, wellAfterMs = WELL_AFTER_MS, ...rest }: Keeping) {
    this.#engine = engine;
    this.#options = { ...rest, waitsMs, wellAfterMs };
    this.#watch();
  }

  /** Resolves with how, when it is given up; never otherwise. */
  get died(): Promise<string> {
    return this.#givenUp.promise;
  }

  get isAway(): boolean {
    return this.#away !== undefined;
  }

  /** A call was told to come again. */
  refused(): void {
    if (this.#away !== undefined) this.#away.refused += 1;
  }

  /** A call was left without an answer. One that answers nothing any more is ended, and so started again. */
  async silent(): Promise<void> {
    if (this.#asking || this.isAway) return;
    this.#asking = true;
    const engine = this.#engine;
    if (!(await engine.answers(SILENCE_MS)) && !this.#stopped) engine.kill();
    this.#asking = false;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#engine.stop();
  }

  #watch(): void {
    void this.#engine.ended.then((how) => {
      if (!this.#stopped) void this.#startAgain(how);
    });
  }

  async #startAgain(how: string): Promise<void> {
    const { waitsMs, wellAfterMs, report, outage } = this.#options;
    const away = { refused: 0 };
    this.#away = away;
    const began = performance.now();
    const at = new Date().toISOString();
    if (began - this.#startedAt > wellAfterMs) this.#starts = 0;
    report(`the embedded DynamoDB ended (${how}); it is started again.`);
    let why = how;
    for (let starts = 1; ; starts += 1) {
      const wait = waitsMs[this.#starts];
      this.#starts += 1;
      if (wait === undefined) break;
      await sleep(wait, undefined, { ref: false });
      if (this.#stopped) return;
      try {
        this.#engine = await this.#options.start();
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
        report(`the embedded DynamoDB did not start: ${why}.`);
        continue;
      }
      // Stopped meanwhile, it must not outlive the laptop.
      if (this.#stopped) return void this.#engine.stop();
      this.#startedAt = performance.now();
      const seconds = Math.round((this.#startedAt - began) / 100) / 10;
      this.#away = undefined;
      const { refused } = away;
      report(
        `the embedded DynamoDB is back after ${seconds} s (${plural(starts, 'start')}); ${plural(refused, 'call')} had to come again.`,
      );
      outage({ at, how, seconds, starts, refused });
      this.#watch();
      return;
    }
    this.#givenUp.resolve(`${why}; ${plural(waitsMs.length, 'start')} in a row did not help`);
  }
}
