import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { BrokenStateFile, StartFault } from '../state/start-fault.ts';
import { asNumber, asObject, parseJson } from '../template/json.ts';
import { moveDate } from './moved-date.ts';
import { offsetOf, type SharedOffset } from './shared-offset.ts';

/** How far a laptop's clock is from the machine's, as a state folder keeps it, in milliseconds. */
export function keptOffset(path: string): number {
  const text = readIfPresent(path);
  if (text === undefined) return 0;
  try {
    return asNumber(asObject(parseJson(text, path), path).offsetMs, 'offsetMs');
  } catch (error) {
    throw new BrokenStateFile(path, 'the clock is then that of the machine', error);
  }
}

/** The clock would go back. Its message says from where. */
export class ClockGoesBack extends StartFault {
  override readonly name = 'ClockGoesBack';
}

/** The laptop's clock: the machine's, and how far it was moved from that. It never goes back. */
export class LaptopClock {
  readonly shared: SharedOffset = new BigInt64Array(new SharedArrayBuffer(8));
  readonly #path: string;
  /** The machine's own. */
  readonly #real = Date.now.bind(Date);
  readonly #told = new Set<() => void>();

  /** Opens the clock of a state folder. */
  constructor(path: string) {
    this.#path = path;
    this.#set(keptOffset(path));
  }

  get offsetMs(): number {
    return offsetOf(this.shared);
  }

  now(): number {
    return this.#real() + this.offsetMs;
  }

  /** Begins at an instant. What a state folder holds must not lie in its future, so only a new one may begin earlier. */
  beginAt(instant: number, isNew: boolean): void {
    if (isNew) this.#keep(instant - this.#real());
    else this.moveTo(instant);
  }

  /** @throws ClockGoesBack */
  moveTo(instant: number): void {
    const now = this.now();
    if (instant < now)
      throw new ClockGoesBack(
        `The clock of this state folder is at ${new Date(now).toISOString()} and never goes back. Give a later instant or another folder.`,
      );
    this.#keep(instant - this.#real());
  }

  /** Tells of each move, after it. */
  onMove(tell: () => void): void {
    this.#told.add(tell);
  }

  /** Every `Date` of this thread is of this clock. Returns the function that undoes it. */
  install(): () => void {
    return moveDate(() => this.offsetMs);
  }

  /** Written down first: a laptop that was killed begins no earlier than it was. */
  #keep(offsetMs: number): void {
    writeAtomically(this.#path, JSON.stringify({ offsetMs }));
    this.#set(offsetMs);
    for (const tell of this.#told) tell();
  }

  #set(offsetMs: number): void {
    Atomics.store(this.shared, 0, BigInt(Math.round(offsetMs)));
  }
}
