import * as z from 'zod/mini';
import { FACT_OUTCOMES } from '../ledger/facts.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { Licence } from '../validity/law/licence.schema.ts';
import { Dataset } from './dataset.schema.ts';
import { MEASURE_OF_DIMENSION } from './dimensions.ts';
import { MEASURE_NAMES } from './measures.ts';
import type { ToldSeries } from './told-facts.ts';

/** Stand for "every country" and "every instrument" in cells that are not split by them. */
export const WORLD = 'WORLD';
export const ALL = 'ALL';

export const REPORT_OUTCOMES = [...FACT_OUTCOMES, ALL] as const;

const count = z.nullable(z.int().check(z.minimum(0)));

/** Series whose exact numbers are told. */
export const TOLD = [
  'civil',
  'criminal',
  'emergency',
  'informational',
  'preservation',
  'regulatory',
] as const satisfies readonly ToldSeries[];

const place = {
  /** ISO 3166-1 alpha-2 of the issuing authority, or WORLD. */
  country: z.string(),
  /** Id of a rulebook page, a band category, or ALL. */
  instrument: z.string(),
  outcome: z.nullable(z.enum(REPORT_OUTCOMES)),
  low: count,
  high: count,
};

/**
 * One fact of a report. `exact` has low = high; `not_applicable` (it cannot exist), `not_reported` (it may exist and is not
 * told) and `suppressed` (it exists, and is too few to be told) have neither. A zero is `exact` with 0.
 */
export const ToldCell = z.strictObject({
  series: z.enum([...TOLD, ALL]),
  ...place,
  measure: z.enum(MEASURE_NAMES),
  state: z.enum(['exact', 'not_applicable', 'not_reported', 'suppressed']),
  unit: z.enum(['demands', 'identifiers', 'accounts']),
});

/** National-security process: a band with both its ends, or nothing. No exact number has a place here. */
export const BandCell = z.strictObject({
  series: z.literal('national-security'),
  ...place,
  measure: z.enum(['demands', 'selectors']),
  state: z.enum(['band', 'not_applicable', 'not_reported']),
  unit: z.enum(['demands', 'selectors']),
  /** How many of them may be told one by one, since their secrecy has ended: `low` was raised by as many. */
  lifted: z.optional(z.int().check(z.minimum(1))),
});

/** Demands of all series of the total by who sent them, which way they came or what they concern; never of few. */
export const BreakdownCell = z.strictObject({
  ...place,
  series: z.literal(ALL),
  instrument: z.literal(ALL),
  low: z.int().check(z.minimum(1)),
  high: z.int().check(z.minimum(1)),
  measure: z.string().check(z.regex(MEASURE_OF_DIMENSION)),
  state: z.literal('exact'),
  unit: z.literal('demands'),
});

export const Cell = z.union([ToldCell, BandCell, BreakdownCell]);

/** How long something took, in hours. Medians do not add: that of a year is none of its halves'. */
export const Median = z.strictObject({
  series: z.enum([...TOLD, ALL]),
  measure: z.literal('hours-to-disclosure'),
  /** Of how many demands. */
  demands: z.int().check(z.minimum(0)),
  hours: z.nullable(z.number().check(z.minimum(0))),
  state: z.enum(['exact', 'suppressed', 'not_applicable']),
});

/** National-security process of one jurisdiction under the structure that was chosen for it. */
export const BandSection = z.strictObject({
  scheme: z.string(),
  cite: z.string(),
  jurisdiction: z.string(),
  width: z.int(),
  cells: z.array(BandCell),
  /** Its bands were drawn anew, once, by a correction. */
  corrected: z.optional(z.literal(true)),
});

/** Why an edition replaces another. `interim`: earlier releases published editions of open periods. */
export const REASONS = [
  'late_arrival',
  'correction',
  'interim',
  'delay_expired',
  'gag_lifted',
  'method_change',
  'retraction',
] as const;

/** Why auditors correct or take back an edition, as everyone reads it. */
export const BECAUSE = ['miscategorised', 'error', 'method_change'] as const;

/** Why a cell is another. Earlier releases said it of the edition alone. */
export const CHANGE_REASONS = [
  'late_arrival',
  'delay_expired',
  'gag_lifted',
  'interim',
  'retraction',
  ...BECAUSE,
] as const;

export const CellChange = z.strictObject({
  before: z.nullable(Cell),
  after: z.nullable(Cell),
  reason: z.optional(z.enum(CHANGE_REASONS)),
});

export const Report = z.strictObject({
  /** Where the file comes from, for who has it alone. Earlier releases published none of these five. */
  $schema: z.optional(z.literal('report.schema.json')),
  '@context': z.optional(z.strictObject({ dataset: z.literal('@graph') })),
  licence: z.optional(Licence),
  /** Name of the file that says what every word here means. */
  dictionary: z.optional(z.string()),
  dataset: z.optional(Dataset),
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
  /** Of a correction or a retraction. */
  because: z.optional(z.enum(BECAUSE)),
  /** It takes back the edition before it: none of its numbers stands. */
  retracted: z.optional(z.literal(true)),
  /** The service began within the period: no demand of before that day was received here. */
  servedFrom: z.optional(instant),
  /** Which demands every measure counts, however late their outcome became known. */
  cohort: z.literal('received-in-period'),
  measures: z.record(z.string(), z.string()),
  /** Disjoint facts: adding them up never counts a demand twice within a measure. */
  cells: z.array(ToldCell),
  /** Sums of `cells`, for readers; never an input to anything. */
  totals: z.array(ToldCell),
  /** Earlier releases told none. */
  medians: z.optional(z.array(Median)),
  /** Earlier releases told none, and spans and open periods have none. Printed once, they stay. */
  breakdowns: z.optional(z.array(BreakdownCell)),
  nationalSecurity: z.array(BandSection),
  /** Every cell that differs from the edition before. */
  changes: z.array(CellChange),
});

export type ToldCell = z.infer<typeof ToldCell>;
export type BandCell = z.infer<typeof BandCell>;
export type BreakdownCell = z.infer<typeof BreakdownCell>;
export type Cell = ToldCell | BandCell | BreakdownCell;
export type Median = z.infer<typeof Median>;
export type BandSection = z.infer<typeof BandSection>;
export type Reason = (typeof REASONS)[number];
export type Because = (typeof BECAUSE)[number];
export type ChangeReason = (typeof CHANGE_REASONS)[number];
export type CellChange = z.infer<typeof CellChange>;
export type Report = z.infer<typeof Report>;
