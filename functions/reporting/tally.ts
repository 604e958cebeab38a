import type { Facts } from '../ledger/facts.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Contribution } from './contribution.schema.ts';
import { DIMENSIONS, placesOf } from './dimensions.ts';
import { issuingCountry } from './issuing-country.ts';
import { BY_COUNTRY, FOR_THE_WORLD, isMissing, SUMS, type Sum } from './measures.ts';
import { halfYearOf, type Period } from './period.ts';
import { SecretSum } from './secret-sum.ts';
import { IN_TOTAL, isDisclosed, isTold, type ToldFacts, type ToldSeries } from './told-facts.ts';

export type Outcomes = Record<Facts['outcome'], number>;
/** Sums by measure; one that nothing was added to is absent. */
export type Sums = Partial<Record<Sum, number>>;

/** Sums over the demands of one series, country and instrument. */
export type Row = {
  series: ToldSeries;
  country: string;
  instrument: string;
  outcomes: Outcomes;
  sums: Sums;
  /** How many of the demands leave a measure open: what is unobserved is not told, and no zero. */
  missing: Sums;
};

/** National-security sums: they leave this type through bands only. `lifted` are those of them that may be told by now. */
export type SecretRow = {
  country: string;
  instrument: string;
  /** The day on which first orders on new platforms came: some structures tell of them later. */
  firstOn?: string | undefined;
  demands: SecretSum;
  selectors: SecretSum;
  lifted: { demands: number; selectors: number };
};

/**
 * Running sums of contributions. They grow with the number of series, countries and instruments that occur, not with the
 * number of demands; beside them stands which papers were counted. National-security demands go to sums of their own and touch no other.
 */
export type Tally = {
  rows: Map<string, Row>;
  /** What is told for the whole world only, by series. */
  world: Map<ToldSeries, Sums>;
  worldMissing: Map<ToldSeries, Sums>;
  /** Demands of the total by dimension and country, and by value. */
  breakdowns: Map<string, Map<string, number>>;
  /** How many demands were disclosed after how many tenths of an hour. */
  hours: Map<ToldSeries, Map<number, number>>;
  secret: Map<string, SecretRow>;
  /** What counts of each paper, by half-year and paper: it grows with them. */
  papers: Map<string, Held>;
};

type Held = Pick<Contribution, 'demandId' | 'facts'>;

export const emptyTally = (): Tally => ({
  rows: new Map(),
  world: new Map(),
  worldMissing: new Map(),
  breakdowns: new Map(),
  hours: new Map(),
  secret: new Map(),
  papers: new Map(),
});

export const emptyOutcomes = (): Outcomes => ({
  pending: 0,
  content: 0,
  'non-content': 0,
  'no-data': 0,
  rejected: 0,
  redirected: 0,
  preserved: 0,
  withdrawn: 0,
});

/**
 * Adds one demand. Of a span, those of the half-years that it touches are given, too: which filing of a paper counts is the same
 * in every period that has it.
 * @throws InconsistentState when it was not received in the period
 */
export function addToTally(
  tally: Tally,
  { demandId, facts }: Contribution,
  period: Pick<Period, 'from' | 'to' | 'cadence'>,
): void {
  const isWithin = ({ receivedAt }: Facts) => {
    const received = Date.parse(receivedAt);
    return received >= period.from.getTime() && received < period.to.getTime();
  };
  if (!isWithin(facts) && period.cadence !== 'span')
    throw new InconsistentState('a contribution of another period');
  const paper = facts.paper && `${halfYearOf(facts.receivedAt)} ${facts.paper}`;
  // What gave something counts for ever: else an authority could hide that it got it, by filing anew.
  const isSuperseded = facts.superseded && !isDisclosed(facts);
  if (!isSuperseded && paper !== undefined) addPaper(tally, paper, { demandId, facts }, isWithin);
  else if (!isWithin(facts)) return;
  else if (isSuperseded) repeated(tally, facts, 'superseded');
  else count(tally, facts, 1);
}

function addPaper(tally: Tally, paper: string, filing: Held, isWithin: (facts: Facts) => boolean): void {
  const held = tally.papers.get(paper);
  const [counts, other] = held && isBefore(held, filing) ? [held, filing] : [filing, held];
  if (other && isWithin(other.facts)) repeated(tally, other.facts, 'duplicates');
  if (counts === held) return;
  if (held && isWithin(held.facts)) count(tally, held.facts, -1);
  if (isWithin(filing.facts)) count(tally, filing.facts, 1);
  tally.papers.set(paper, filing);
}

/** How far a paper came: of one that was filed twice, the filing that came furthest counts, else the first. */
const FURTHEST: readonly Facts['outcome'][] = [
  'content',
  'non-content',
  'no-data',
  'preserved',
  'pending',
  'redirected',
  'rejected',
  'withdrawn',
];

function isBefore(one: Held, other: Held): boolean {
  const [first, second] = [FURTHEST.indexOf(one.facts.outcome), FURTHEST.indexOf(other.facts.outcome)];
  return first === second ? one.demandId < other.demandId : first < second;
}

function count(tally: Tally, facts: Facts, sign: 1 | -1): void {
  if (isTold(facts)) {
    addRow(tally.rows, facts, sign);
    const missing = entry(tally.worldMissing, facts.series, (): Sums => ({}));
    addSums({ sums: worldOf(tally, facts), missing }, FOR_THE_WORLD, facts, sign);
    addHours(
      entry(tally.hours, facts.series, () => new Map()),
      facts,
      sign,
    );
    if (IN_TOTAL.includes(facts.series)) addBreakdowns(tally.breakdowns, facts, sign);
  } else addSecret(tally.secret, facts, sign);
}

function addBreakdowns(breakdowns: Tally['breakdowns'], facts: ToldFacts, sign: 1 | -1): void {
  const country = issuingCountry(facts.country);
  for (const [dimension, place] of placesOf(country)) {
    const values = entry(breakdowns, place, () => new Map<string, number>());
    const value = DIMENSIONS[dimension]?.valueOf({ ...facts, country }) ?? '';
    values.set(value, (values.get(value) ?? 0) + sign);
  }
}

/** A paper that another filing of it stands for: told apart, and in no other number. */
function repeated(tally: Tally, facts: Facts, as: 'superseded' | 'duplicates'): void {
  if (!isTold(facts)) return;
  const sums = worldOf(tally, facts);
  sums[as] = (sums[as] ?? 0) + 1;
}

const worldOf = ({ world }: Tally, { series }: ToldFacts): Sums => entry(world, series, (): Sums => ({}));

function addRow(rows: Tally['rows'], facts: ToldFacts, sign: 1 | -1): void {
  const { series, instrument } = facts;
  const country = issuingCountry(facts.country);
  const key = `${series}|${country}|${instrument}`;
  const row = entry(rows, key, () => ({
    series,
    country,
    instrument,
    outcomes: emptyOutcomes(),
    sums: {},
    missing: {},
  }));
  row.outcomes[facts.outcome] += sign;
  addSums(row, BY_COUNTRY, facts, sign);
  // As if it had never been there, whatever came first.
  if (Object.values(row.outcomes).every((demands) => demands === 0)) rows.delete(key);
}

const TENTH_MS = 360_000;

/** Of what was disclosed: the time from its receipt, as far as facts know it. */
function addHours(hours: Map<number, number>, facts: ToldFacts, sign: 1 | -1): void {
  const { receivedAt, answeredAt, firstDataAt = answeredAt } = facts;
  if (firstDataAt === undefined || !isDisclosed(facts)) return;
  const tenths = Math.max(0, Math.round((Date.parse(firstDataAt) - Date.parse(receivedAt)) / TENTH_MS));
  hours.set(tenths, (hours.get(tenths) ?? 0) + sign);
}

function addSums(
  { sums, missing }: Pick<Row, 'sums' | 'missing'>,
  measures: readonly Sum[],
  facts: ToldFacts,
  sign: 1 | -1,
): void {
  for (const measure of measures) {
    sums[measure] = (sums[measure] ?? 0) + sign * SUMS[measure].adds(facts);
    if (isMissing(measure, facts)) missing[measure] = (missing[measure] ?? 0) + sign;
  }
}

/**
 * Process that we were not required to comply with. It is in no band: the permission to report speaks of process "with
 * which the person was required to comply", and papers that anybody can write must not move a band.
 */
const NOT_COMPLIED_WITH: readonly Facts['outcome'][] = ['rejected', 'redirected', 'withdrawn'];

function addSecret(secret: Tally['secret'], facts: Facts, sign: 1 | -1): void {
  const { instrument, identifiers, outcome, gagLiftedAt, newPlatform, receivedAt } = facts;
  const country = issuingCountry(facts.country);
  if (NOT_COMPLIED_WITH.includes(outcome)) return;
  const firstOn = newPlatform ? receivedAt.slice(0, 'YYYY-MM-DD'.length) : undefined;
  const row = entry(secret, [country, instrument, firstOn].join('|'), () => ({
    country,
    instrument,
    firstOn,
    demands: new SecretSum(),
    selectors: new SecretSum(),
    lifted: { demands: 0, selectors: 0 },
  }));
  row.demands.add(sign);
  row.selectors.add(sign * identifiers);
  if (gagLiftedAt === undefined) return;
  row.lifted.demands += sign;
  row.lifted.selectors += sign * identifiers;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
