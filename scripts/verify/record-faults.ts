import type { Faults } from './faults.ts';

/** Collects what is wrong with records: a bad one does not keep the next, nor a file that breaks off the next file. */
export class RecordFaults {
  readonly #faults: Faults;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  add(rule: string, file: string, text: string): void {
    this.#faults.add({ rule: `record-${rule}`, file, text });
  }

  record(file: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#faults.addThrown(error, { rule: 'record-form', file });
    }
  }

  async file(file: string, check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      this.#faults.addThrown(error, { rule: 'record-file', file });
    }
  }
}
