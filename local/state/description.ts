import { rmSync } from 'node:fs';
import type { LaptopClock } from '../clock/laptop-clock.ts';
import type { Outage } from '../dynamo/kept-running.ts';
import type { JsonObject } from '../template/json.ts';
import { writeAtomically } from './atomic-file.ts';

/** More than a person reads. */
const MOST_OUTAGES = 20;

/** What programs outside read of a running laptop. The file is there once it runs, and gone when it stopped. */
export class Description {
  readonly #path: string;
  #members: JsonObject | undefined;
  readonly #clock: LaptopClock;
  #outages: readonly Outage[] = [];

  constructor(path: string, clock: LaptopClock) {
    this.#path = path;
    this.#clock = clock;
    clock.onMove(() => this.#write());
  }

  publish(members: JsonObject): void {
    this.#members = members;
    this.#write();
  }

  /** The database was away. */
  add(outage: Outage): void {
    this.#outages = [...this.#outages, outage].slice(-MOST_OUTAGES);
    try {
      this.#write();
    } catch (error) {
      // It is on the terminal as well. What was written before stays.
      console.error(`laptop: ${this.#path} was not written: ${error}`);
    }
  }

  remove(): void {
    this.#members = undefined;
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    if (this.#members === undefined) return;
    const whole = { ...this.#members, clockOffsetMs: this.#clock.offsetMs, outages: this.#outages };
    writeAtomically(this.#path, JSON.stringify(whole, null, 2));
  }
}
