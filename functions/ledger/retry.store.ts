import type { DueItem } from './demand.store.ts';

/** That something due could not be done, and when it is tried again. It holds for that time of being due alone. */
export type Retry = DueItem & {
  /** When it failed first. */
  since: string;
  notBefore: string;
};

/** What sweeps remember of items that failed. Working state: without it all are tried again at once. */
export type RetryStore = {
  of(kind: string): Promise<Retry[]>;
  keep(kind: string, retry: Retry): Promise<void>;
  /** Forgets one that was done, or is due no more; not what was kept since of the same item. */
  forget(kind: string, retry: DueItem): Promise<void>;
};
