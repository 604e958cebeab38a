import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';

/** One thing that every connector must keep. */
export type Check = {
  /** What is so when it is kept, as the rest of a sentence that begins with "a connector". */
  says: string;
  /** What a subject must bring for it, where it can be left out. */
  needs?: 'smallPages' | 'broken';
  /** What was found against it. Faults of single lines the bench keeps. */
  run<C>(bench: Bench<C>): Promise<Finding[]>;
};
