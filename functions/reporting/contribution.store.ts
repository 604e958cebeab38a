import type { Contribution } from './contribution.schema.ts';

/** The rows that the fold reads. */
export type ContributionStore = {
  /**
   * Writes the row unless a row of the same or a later event is there; `stale` then. Repeats do no harm.
   * @returns `after`: of which event the row was before; 0 where there was none, and for secret rows
   */
  put(contribution: Contribution): Promise<{ after: number } | 'stale'>;
  /** All rows of one half-year, page by page, in no promised order. */
  pages(halfYear: string): AsyncIterable<Contribution[]>;
};
