const MB = 1_000_000;
const BAR = 24;
/** Tenths at which a line is written where no terminal can draw over one. */
const TENTHS = 10;

/** How far a run is: a bar on a terminal, a line per tenth elsewhere, with the demands a second and the time left. */
export class Progress {
  readonly #total: number;
  readonly #before: number;
  readonly #started = performance.now();
  readonly #isTerminal = process.stderr.isTTY === true;
  #done: number;
  #tenth = -1;
  #drawn = 0;
  /** Megabytes that the process holds when a tenth of this run is done. */
  early = 0;

  constructor({ demands, done }: { demands: number; done: number }) {
    this.#total = demands;
    this.#before = done;
    this.#done = done;
    this.#draw();
  }

  /** Demands a second, of those that this run played. */
  get rate(): number {
    return (this.#done - this.#before) / this.seconds;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  readonly step = (): void => {
    this.#done += 1;
    if (this.early === 0 && this.#done - this.#before >= (this.#total - this.#before) / TENTHS)
      this.early = memory();
    this.#draw();
  };

  end(): void {
    if (this.#isTerminal) process.stderr.write('\r\u001b[K');
  }

  #draw(): void {
    const share = this.#done / this.#total;
    const left = this.rate === 0 ? '' : `, ${lasting((this.#total - this.#done) / this.rate)} left`;
    const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
    const line = `${bar} ${this.#done}/${this.#total} demands, ${this.rate.toFixed(1)} a second${left}`;
    if (this.#isTerminal && performance.now() - this.#drawn > 100) {
      this.#drawn = performance.now();
      process.stderr.write(`\r\u001b[K${line}`);
    } else if (!this.#isTerminal && Math.floor(share * TENTHS) > this.#tenth) {
      this.#tenth = Math.floor(share * TENTHS);
      process.stderr.write(`${line}\n`);
    }
  }
}

/** Megabytes that the process holds, with all its threads. */
export const memory = (): number => Math.round(process.memoryUsage.rss() / MB);

const lasting = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
