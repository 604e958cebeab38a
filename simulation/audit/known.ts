import type { Happened } from '../world.ts';
import type { RulebookData } from './rulebook-data.ts';
import { Silence } from './silence.ts';
import type { Watched } from './watched.ts';

/** A date that was not kept, or something else that must never be. */
export type Breach = { demandId: string; number: number; rule: string; says: string };

export type Row = Readonly<Record<string, unknown>>;
/** What is known of one demand, by what people and papers said and by what the ledger told. */
export type Known = {
  id: string;
  number: number;
  instrument: string;
  status: string;
  withdrawnAt: string | undefined;
  lastAt: number;
  dates: Map<string, Watched>;
  silence: Silence;
  accounts: Set<string>;
  isDelivered: boolean;
  /** Whether it ever claimed a danger to people, by which it went before others. */
  isUrgent: boolean;
  isLookedBack: boolean;
  /** The plan of the notice, as it was written last. */
  notice: { state: string; isQueued: boolean } | undefined;
  overdue: { from: number; again: number } | undefined;
  kept: { over: number | undefined; isEnded: boolean; isHeld: boolean } | undefined;
  closedAt: number | undefined;
  /** Since when nothing has gone on that should. */
  stillSince: number | undefined;
};

/** What the parts of the audit share: the law, where breaches go, and what is asked later. */
export type Book = {
  data: RulebookData;
  breach(known: Known, rule: string, says: string): void;
  /** Begins a date of the desk's. */
  watch(known: Known, name: string, from: string, until: string | undefined, now: number): void;
  /** Asks after the first run of `send-due` from an instant on. */
  atSending(known: Known, at: number, check: (now: number) => void): void;
};

export const newKnown = ({ record }: Happened, number: number, data: RulebookData): Known => ({
  id: record.id,
  number,
  instrument: record.demand.instrument,
  status: record.status,
  withdrawnAt: undefined,
  lastAt: 0,
  dates: new Map(),
  silence: new Silence(data),
  accounts: new Set(),
  isDelivered: false,
  isUrgent: false,
  isLookedBack: false,
  notice: undefined,
  overdue: undefined,
  kept: undefined,
  closedAt: undefined,
  stillSince: undefined,
});

export const text = (instant: number) =>
  Number.isFinite(instant) ? new Date(instant).toISOString() : 'nobody knows when';
