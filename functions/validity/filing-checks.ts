import { COUNTRIES } from '../shared/countries.ts';
import type { Demand, Target } from '../shared/demand.schema.ts';
import { type FaultCode, type FieldFault, fault } from '../shared/field-faults.ts';
import { normalForm } from '../shared/identifiers/normal-form.ts';
import { problemOfFaults } from '../shared/problem.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { isOverbroad } from '../shared/wildcard.ts';

/** When it reached us is our own knowledge: clocks and periods must not hang on what a paper claims. */
export const asReceived = (demand: Demand, at: string): Demand => ({
  ...demand,
  dates: { ...demand.dates, received: at },
});

/** What filing must know of the rulebook: which instruments and data items exist. */
export type KnownLaw = { isInstrument(id: string): boolean; isDataItem(item: string): boolean };

/** A fault whose code is also that of the problem that it leads to. */
type FilingFault = FieldFault<FaultCode & ProblemCode>;

const DAY_MS = 86_400_000;
/** Nobody's clock is further ahead than this; papers of tomorrow are mistakes. */
const SKEW_MS = 5 * 60_000;
/** No paper that can still be served was written longer ago, and none speaks of times further ahead. */
const PLAUSIBLE_MS = 40 * 365.25 * DAY_MS;

/**
 * What a body must satisfy beyond its shape before it is a demand, filed or as a draft. What the law thinks of it is the
 * rulebook's matter.
 * @throws Problem 422 that points to every fault; values are never repeated
 */
export function checkFiling(demand: Demand, law: KnownLaw, now: Date): void {
  const faults = [
    ...checkCountry(demand),
    ...checkNames(demand, law),
    ...checkTargets(demand.targets),
    ...checkDates(demand, now),
    ...checkRanges(demand),
  ];
  const first = faults[0];
  if (!first) return;
  throw problemOfFaults(first.code, faults);
}

function checkCountry({ authority: { country, state } }: Demand): FilingFault[] {
  if (!COUNTRIES.has(country)) return [fault('/authority/country', 'unknown_country')];
  // ISO 3166-2 codes begin with that of the country.
  return state === undefined || state.startsWith(`${country}-`)
    ? []
    : [fault('/authority/state', 'unknown_country')];
}

function checkNames(demand: Demand, law: KnownLaw): FilingFault[] {
  const faults: FilingFault[] = [];
  if (!law.isInstrument(demand.instrument)) faults.push(fault('/instrument', 'unknown_instrument'));
  if (demand.underlying !== undefined && !law.isInstrument(demand.underlying))
    faults.push(fault('/underlying', 'unknown_instrument'));
  if (demand.data.length === 0) faults.push(fault('/data', 'no_data'));
  demand.data.forEach((item, index) => {
    if (!law.isDataItem(item)) faults.push(fault(`/data/${index}`, 'unknown_data_item'));
  });
  return faults;
}

function checkTargets(targets: readonly Target[]): FilingFault[] {
  if (targets.length === 0) return [fault('/targets', 'no_target')];
  return targets.flatMap((target, index): FilingFault[] => {
    const pointer = `/targets/${index}/value`;
    const isBulk = target.type === 'keyword' || target.type === 'geofence';
    if (!isBulk && (target.value.trim() === '' || isOverbroad(target)))
      return [fault(pointer, 'overbroad_identifier')];
    if (normalForm(target) === undefined) return [invalid(pointer, target)];
    if (target.type === 'ip-address' && target.at === undefined)
      return [fault(`/targets/${index}/at`, 'instant_missing')];
    return [];
  });
}

function invalid(pointer: string, { type }: Target): FilingFault {
  switch (type) {
    case 'phone':
      return fault(pointer, 'invalid_identifier.phone');
    case 'ip-address':
      return fault(pointer, 'invalid_identifier.ip-address');
    case 'ip-range':
      return fault(pointer, 'invalid_identifier.ip-range');
    default:
      return fault(pointer, 'invalid_identifier', { type });
  }
}

/** Dates of things that have happened; the others may lie ahead. */
const PAST = ['issued', 'entered', 'served', 'received', 'firstInterception', 'installed'] as const;

function checkDates(demand: Demand, now: Date): FilingFault[] {
  const faults: FilingFault[] = [];
  const moments: [string, string | undefined][] = [
    ...Object.entries(demand.dates ?? {}).map(([name, value]): [string, string | undefined] => [
      `/dates/${name}`,
      value,
    ]),
    ['/period/from', demand.period?.from],
    ['/period/to', demand.period?.to],
    ['/secrecy/issued', demand.secrecy?.issued],
    ['/secrecy/until', demand.secrecy?.until],
    ['/extension/of', demand.extension?.of],
    ['/extension/expires', demand.extension?.expires],
    ...demand.signatures.map(({ on }, index): [string, string | undefined] => [
      `/signatures/${index}/on`,
      on,
    ]),
    ...demand.targets.map(({ at }, index): [string, string | undefined] => [`/targets/${index}/at`, at]),
  ];
  for (const [pointer, value] of moments) {
    if (value !== undefined && Math.abs(Date.parse(value) - now.getTime()) > PLAUSIBLE_MS)
      faults.push(fault(pointer, 'date_out_of_range'));
  }
  for (const name of PAST) {
    const value = demand.dates?.[name];
    // A bare date begins up to fourteen hours earlier in the east than in UTC.
    const slack = value?.length === 10 ? DAY_MS / 2 + 2 * 3_600_000 : SKEW_MS;
    if (value !== undefined && Date.parse(value) > now.getTime() + slack)
      faults.push(fault(`/dates/${name}`, 'date_in_future'));
  }
  return faults;
}

function checkRanges(demand: Demand): FilingFault[] {
  const { period } = demand;
  if (!period) return [];
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  // A bare date as the end means the whole of that day, so a period may begin and end on one date.
  const isEmpty = period.to.length === 10 ? from > to : from >= to;
  return isEmpty ? [fault('/period', 'empty_range')] : [];
}
