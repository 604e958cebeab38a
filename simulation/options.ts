import type { Ledger } from '../functions/ledger/dynamodb-ledgers.ts';
import type { WriterName } from '../functions/ledger/writers.ts';

export type Options = {
  seed: number;
  demands: number;
  months: number;
  /** The first day. */
  from: string;
  /** Pages of the rulebook that are filed; absent: all of them. */
  instruments?: readonly string[];
  /** A fault, for those who try whether it is found. */
  plant?: Planted;
};

export type Planted = {
  /** What a function has of the ledgers, made worse. */
  ledger?: (ledger: Ledger, writer: WriterName) => Ledger;
  /** How far the product's clock is ahead of the time. */
  aheadMs?: number;
  /** How often an execution dies at a step, of one. */
  deaths?: number;
};

/** The law that is simulated begins to be whole in the summer of 2026, and calendars of the Union are known until 2027. */
export const DEFAULTS = { seed: 1, demands: 2000, months: 18, from: '2026-09-01' } as const satisfies Options;
