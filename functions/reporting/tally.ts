import type { Facts } from '../ledger/facts.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Contribution } from './contribution.schema.ts';
import { issuingCountry } from './issuing-country.ts';
import { BY_COUNTRY, FOR_THE_WORLD, SUMS, type Sum } from './measures.ts';
import type { Period } from './period.ts';
import { SecretSum } from './secret-sum.ts';
import { isTold, type ToldFacts, type ToldSeries } from './told-facts.ts';

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
};

/** National-security sums: they leave this type through bands only. `lifted` are those of them that may be told by now. */
export type SecretRow = {
  country: string;
  instrument: string;
  demands: SecretSum;
  selectors: SecretSum;
  lifted: { demands: number; selectors: number };
};

/**
 * Running sums of contributions. Its size grows with the number of series, countries and instruments that occur, not
 * with the number of demands. National-security demands go to sums of their own and touch no other.
 */
export type Tally = {
  rows: Map<string, Row>;
  /** What is told for the whole world only, by series. */
  world: Map<ToldSeries, Sums>;
  secret: Map<string, SecretRow>;
};

export const emptyTally = (): Tally => ({ rows: new Map(), world: new Map(), secret: new Map() });

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

/** Adds one demand. @throws InconsistentState when it was not received in the period */
export function addToTally(tally: Tally, { facts }: Contribution, period: Pick<Period, 'from' | 'to'>): void {
  const received = Date.parse(facts.receivedAt);
  if (received < period.from.getTime() || received >= period.to.getTime())
    throw new InconsistentState('a contribution of another period');
  if (isTold(facts)) addTold(tally, facts);
  else addSecret(tally.secret, facts);
}

/** Another paper took the place of some: the two are one demand, and the other one counts. */
function addTold({ rows, world }: Tally, facts: ToldFacts): void {
  if (!facts.superseded) addRow(rows, facts);
  addSums(
    entry(world, facts.series, (): Sums => ({})),
    facts.superseded ? ['superseded'] : FOR_THE_WORLD,
    facts,
  );
}

function addRow(rows: Tally['rows'], facts: ToldFacts): void {
  const { series, instrument } = facts;
  const country = issuingCountry(facts.country);
  const row = entry(rows, `${series}|${country}|${instrument}`, () => ({
    series,
    country,
    instrument,
    outcomes: emptyOutcomes(),
    sums: {},
  }));
  row.outcomes[facts.outcome] += 1;
  addSums(row.sums, BY_COUNTRY, facts);
}

function addSums(sums: Sums, measures: readonly Sum[], facts: ToldFacts): void {
  for (const measure of measures) sums[measure] = (sums[measure] ?? 0) + SUMS[measure].adds(facts);
}

/**
 * Process that we were not required to comply with. It is in no band: the permission to report speaks of process "with
 * which the person was required to comply", and papers that anybody can write must not move a band.
 */
const NOT_COMPLIED_WITH: readonly Facts['outcome'][] = ['rejected', 'redirected', 'withdrawn'];

function addSecret(secret: Tally['secret'], facts: Facts): void {
  const { instrument, identifiers, outcome, superseded, gagLiftedAt } = facts;
  const country = issuingCountry(facts.country);
  if (superseded || NOT_COMPLIED_WITH.includes(outcome)) return;
  const row = entry(secret, `${country}|${instrument}`, () => ({
    country,
    instrument,
    demands: new SecretSum(),
    selectors: new SecretSum(),
    lifted: { demands: 0, selectors: 0 },
  }));
  row.demands.add(1);
  row.selectors.add(identifiers);
  if (gagLiftedAt === undefined) return;
  row.lifted.demands += 1;
  row.lifted.selectors += identifiers;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
