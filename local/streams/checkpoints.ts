import { join } from 'node:path';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { asString, isObject, type Json, parseJson } from '../template/json.ts';

/** How far a mapping came in each shard, kept over restarts. The empty string is the beginning of a shard. */
export class Checkpoints {
  readonly #path: string;
  readonly #positions = new Map<string, string>();

  constructor(folder: string, mapping: string) {
    this.#path = join(folder, `${mapping}.json`);
    const kept: Json = parseJson(readIfPresent(this.#path) ?? '{}', this.#path);
    for (const [shard, sequence] of Object.entries(isObject(kept) ? kept : {})) {
      this.#positions.set(shard, asString(sequence, this.#path));
    }
  }

  get(shard: string): string | undefined {
    return this.#positions.get(shard);
  }

  /** The number of a record before which it needs none; empty where it has still to begin. */
  get lowest(): string {
    return [...this.#positions.values()].sort().at(0) ?? '';
  }

  set(shard: string, sequence: string): void {
    this.#positions.set(shard, sequence);
    writeAtomically(this.#path, JSON.stringify(Object.fromEntries(this.#positions)));
  }
}
