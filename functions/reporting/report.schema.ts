import * as z from 'zod/mini';
import { FACT_OUTCOMES } from '../ledger/facts.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { MEASURE_NAMES } from './measures.ts';

/** Stand for "every country" and "every instrument" in cells that are not split by them. */
export const WORLD = 'WORLD';
export const ALL = 'ALL';

export const REPORT_OUTCOMES = [...FACT_OUTCOMES, ALL] as const;

const count = z.nullable(z.int().check(z.minimum(0)));

/**
 * One fact of a report. `exact` has low = high; `band` has the band's ends; `not_applicable` (it cannot exist) and
 * `not_reported` (it may exist and is not told) have neither. A zero is `exact` with 0.
 */
export const Cell = z.strictObject({
  series: z.string(),
  /** ISO 3166-1 alpha-2 of the issuing authority, or WORLD. */
  country: z.string(),
  /** Id of a rulebook page, a band category, or ALL. */
  instrument: z.string(),
  measure: z.enum(MEASURE_NAMES),
  outcome: z.nullable(z.enum(REPORT_OUTCOMES)),
  low: count,
  high: count,
  state: z.enum(['exact', 'band', 'not_applicable', 'not_reported']),
  unit: z.enum(['demands', 'identifiers', 'accounts', 'selectors']),
});

/** National-security process of one jurisdiction under the structure that was chosen for it. */
export const BandSection = z.strictObject({
  scheme: z.string(),
  cite: z.string(),
  jurisdiction: z.string(),
  width: z.int(),
  cells: z.array(Cell),
});

/** Why an edition replaces another. */
export const REASONS = ['late_arrival', 'correction', 'interim', 'delay_expired'] as const;

export const CellChange = z.strictObject({ before: z.nullable(Cell), after: z.nullable(Cell) });

export const Report = z.strictObject({
  schemaVersion: z.literal(1),
  period: z.string(),
  from: instant,
  to: instant,
  timeZone: z.literal('UTC'),
  /** When the numbers were drawn. */
  asOf: instant,
  /** The period was not over then. */
  interim: z.boolean(),
  edition: z.int().check(z.minimum(1)),
  supersedes: z.optional(z.int()),
  reason: z.optional(z.enum(REASONS)),
  /** Which demands every measure counts, however late their outcome became known. */
  cohort: z.literal('received-in-period'),
  measures: z.record(z.string(), z.string()),
  /** Disjoint facts: adding them up never counts a demand twice within a measure. */
  cells: z.array(Cell),
  /** Sums of `cells`, for readers; never an input to anything. */
  totals: z.array(Cell),
  nationalSecurity: z.array(BandSection),
  /** Every cell that differs from the edition before. */
  changes: z.array(CellChange),
});

export type Cell = z.infer<typeof Cell>;
export type BandSection = z.infer<typeof BandSection>;
export type Reason = (typeof REASONS)[number];
export type CellChange = z.infer<typeof CellChange>;
export type Report = z.infer<typeof Report>;
