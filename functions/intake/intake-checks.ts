import type { Demand, Target } from '../shared/demand.schema.ts';
import { type FaultCode, type FieldFault, fault } from '../shared/field-faults.ts';
import { problemOfFaults } from '../shared/problem.ts';
import type { ProblemCode } from '../shared/problems.ts';
import { WILDCARD } from '../shared/wildcard.ts';

/** What intake must know of the rulebook: which instruments and data items exist. */
export type KnownLaw = { isInstrument(id: string): boolean; isDataItem(item: string): boolean };

/** A fault whose code is also that of the problem that it leads to. */
type IntakeFault = FieldFault<FaultCode & ProblemCode>;

const DAY_MS = 86_400_000;
/** Nobody's clock is further ahead than this; papers of tomorrow are mistakes. */
const SKEW_MS = 5 * 60_000;
/** No paper that can still be served was written longer ago, and none speaks of times further ahead. */
const PLAUSIBLE_MS = 40 * 365.25 * DAY_MS;

const GRAMMAR: Record<Target['type'], RegExp> = {
  email:
    /^[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
  phone: /^\+[1-9][0-9]{6,14}$/,
  'account-id': /^[A-Za-z0-9][A-Za-z0-9._:-]{1,127}$/,
  device: /^[A-Za-z0-9][A-Za-z0-9._:-]{3,127}$/,
  'ip-address': /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|[0-9A-Fa-f:]{3,39})$/,
  'ip-range': /^[0-9A-Fa-f.:]{3,39}(?:\/\d{1,3}|-[0-9A-Fa-f.:]{3,39})$/,
  geofence: /^\S.{2,}$/s,
  keyword: /^\S.*$/s,
};

/**
 * What a body must satisfy beyond its shape before it is a demand. What the law thinks of it is the rulebook's matter.
 * @throws Problem 422 that points to every fault; values are never repeated
 */
export function checkIntake(demand: Demand, law: KnownLaw, now: Date): void {
  const faults = [
    ...checkNames(demand, law),
    ...checkTargets(demand.targets),
    ...checkDates(demand, now),
    ...checkRanges(demand),
  ];
  const first = faults[0];
  if (!first) return;
  throw problemOfFaults(first.code, faults);
}

function checkNames(demand: Demand, law: KnownLaw): IntakeFault[] {
  const faults: IntakeFault[] = [];
  if (!law.isInstrument(demand.instrument)) faults.push(fault('/instrument', 'unknown_instrument'));
  if (demand.underlying !== undefined && !law.isInstrument(demand.underlying))
    faults.push(fault('/underlying', 'unknown_instrument'));
  if (demand.data.length === 0) faults.push(fault('/data', 'no_data'));
  demand.data.forEach((item, index) => {
    if (!law.isDataItem(item)) faults.push(fault(`/data/${index}`, 'unknown_data_item'));
  });
  return faults;
}

function checkTargets(targets: readonly Target[]): IntakeFault[] {
  if (targets.length === 0) return [fault('/targets', 'no_target')];
  return targets.flatMap((target, index): IntakeFault[] => {
    const pointer = `/targets/${index}/value`;
    const isBulk = target.type === 'keyword' || target.type === 'geofence';
    if (!isBulk && (target.value.trim() === '' || WILDCARD.test(target.value)))
      return [fault(pointer, 'overbroad_identifier')];
    if (!GRAMMAR[target.type].test(target.value))
      return [fault(pointer, 'invalid_identifier', { type: target.type })];
    if (target.type === 'ip-address' && target.at === undefined)
      return [fault(`/targets/${index}/at`, 'instant_missing')];
    return [];
  });
}

/** Dates of things that have happened; the others may lie ahead. */
const PAST = ['issued', 'entered', 'served', 'received', 'firstInterception', 'installed'] as const;

function checkDates(demand: Demand, now: Date): IntakeFault[] {
  const faults: IntakeFault[] = [];
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

function checkRanges(demand: Demand): IntakeFault[] {
  const { period } = demand;
  if (!period) return [];
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  // A bare date as the end means the whole of that day, so a period may begin and end on one date.
  const isEmpty = period.to.length === 10 ? from > to : from >= to;
  return isEmpty ? [fault('/period', 'empty_range')] : [];
}
