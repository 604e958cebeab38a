import { isValue, OTHER } from './dimensions.ts';
import { ALL, type BreakdownCell, WORLD } from './report.schema.ts';
import type { Tally } from './tally.ts';

/** Demands by value of one dimension in one country, or in the world. */
type Values = ReadonlyMap<string, number>;

/**
 * Demands of the total by who sent them, which way they came and what they concern. Values of fewer than `fewest` demands are
 * told together as `other`, and with them the next smallest until they are as many: none of them is the rest of a sum. Where
 * then nothing is left to tell, nothing is told.
 */
export function drawBreakdowns({ breakdowns }: Pick<Tally, 'breakdowns'>, fewest: number): BreakdownCell[] {
  return [...breakdowns].flatMap(([place, values]) => cellsOf(place, lumped(values, fewest))).sort(byPlace);
}

/** @returns how many demands each told value has, and `other` */
function lumped(values: Values, fewest: number): Values {
  const sorted = [...values]
    .filter(([, demands]) => demands > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const told = sorted.filter(([value, demands]) => demands >= fewest && isValue(value));
  let rest = sum(sorted) - sum(told);
  while (rest > 0 && rest < fewest) {
    const [, demands] = told.pop() ?? [];
    if (demands === undefined) return new Map();
    rest += demands;
  }
  if (told.length === 0) return new Map();
  return new Map(rest > 0 ? [...told, [OTHER, rest]] : told);
}

const sum = (values: Iterable<readonly [string, number]>) =>
  [...values].reduce((whole, [, demands]) => whole + demands, 0);

/**
 * Those of a year are worked out from what its halves print, and from nothing else: whatever a year told that a half did not,
 * the other half would take off.
 */
export function breakdownsOfYear(halves: readonly (readonly BreakdownCell[])[]): BreakdownCell[] {
  const [first, second] = halves.map(placed);
  if (!first || !second) return [];
  return [...first]
    .flatMap(([place, values]) => {
      const others = second.get(place);
      return others ? cellsOf(place, added(values, others)) : [];
    })
    .sort(byPlace);
}

/** A value is told where both halves tell it; one that says all it has has none of what it does not name. */
function added(one: Values, other: Values): Values {
  const tells = (values: Values, value: string) => values.has(value) || !values.has(OTHER);
  const at = (values: Values, value: string) => values.get(value) ?? 0;
  const told = [...new Set([...one.keys(), ...other.keys()])]
    .filter((value) => value !== OTHER && tells(one, value) && tells(other, value))
    .map((value): [string, number] => [value, at(one, value) + at(other, value)]);
  const rest = sum(one) + sum(other) - sum(told);
  if (told.length === 0) return new Map();
  return new Map(rest > 0 ? [...told, [OTHER, rest]] : told);
}

/**
 * What an edition prints, given what is printed: that stays, as bands do. Were it drawn anew with each demand that comes late,
 * the difference would tell all of that one. A correction by two auditors draws a place anew, unless few stand elsewhere in it.
 */
export function settleBreakdowns(
  drawn: readonly BreakdownCell[],
  {
    printed,
    corrects,
    fewest,
  }: { printed: readonly BreakdownCell[] | undefined; corrects: boolean; fewest: number },
): BreakdownCell[] {
  if (!printed) return [...drawn];
  if (!corrects) return [...printed];
  const settled = placed(printed);
  for (const [place, values] of placed(drawn)) {
    const before = settled.get(place);
    if (!before || differences(before, values).every((demands) => demands >= fewest))
      settled.set(place, values);
  }
  return [...settled].flatMap(([place, values]) => cellsOf(place, values)).sort(byPlace);
}

/** How many demands more or fewer each value has that both tell, and the rest of them, where it is not as many. */
function differences(one: Values, other: Values): number[] {
  const both = [...one.keys()].filter((value) => value !== OTHER && other.has(value));
  const apart = both.map((value) => (one.get(value) ?? 0) - (other.get(value) ?? 0));
  const rest = sum(one) - sum(other) - apart.reduce((whole, demands) => whole + demands, 0);
  return [...apart, rest].map(Math.abs).filter((demands) => demands > 0);
}

function cellsOf(place: string, values: Values): BreakdownCell[] {
  const [dimension = '', country = ''] = place.split('|');
  return [...values].map(([value, demands]) => ({
    series: ALL,
    country: country || WORLD,
    instrument: ALL,
    measure: `${dimension}-${value}`,
    outcome: null,
    low: demands,
    high: demands,
    state: 'exact',
    unit: 'demands',
  }));
}

function placed(cells: readonly BreakdownCell[]): Map<string, Map<string, number>> {
  const places = new Map<string, Map<string, number>>();
  for (const { measure, country, low } of cells) {
    const [dimension = ''] = measure.split('-', 1);
    const place = `${dimension}|${country}`;
    const values = places.get(place) ?? new Map<string, number>();
    places.set(place, values.set(measure.slice(dimension.length + 1), low));
  }
  return places;
}

const keyOf = ({ country, measure }: BreakdownCell) => `${country}|${measure}`;
const byPlace = (a: BreakdownCell, b: BreakdownCell) => (keyOf(a) < keyOf(b) ? -1 : 1);
