import { describe, expect, test } from '@jest/globals';
import { compileRulebook } from '../../../functions/validity/build/compile-rulebook.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import type { Rulebook } from '../../../functions/validity/decide/rulebook.ts';
import { loadRulebookSource } from '../../../rulebook/load.ts';
import { poolOf, type SomeCase } from '../arbitraries/case.ts';
import { forAll } from '../arbitraries/for-all.ts';
import { dayOf, daysLater } from '../arbitraries/plain-law.ts';
import { law } from '../law.ts';

/** Whether a decision may change when a time goes from `was` to `is`: one that is made between its two ends, or prints its end. */
type Window = (one: SomeCase, was: number, is: number) => boolean;

const servedOn = ({ demand: { dates }, circumstances }: SomeCase) =>
  dayOf(dates?.served ?? dates?.received ?? circumstances.now);
const isBetween = (day: string, start: string | undefined, was: number, is: number) =>
  start !== undefined &&
  day > daysLater(start, Math.min(was, is)) &&
  day <= daysLater(start, Math.max(was, is));

/** Most days for which an end runs on: a weekend with a holiday at either end. */
const LONGEST_WEEKEND = 4;

/** A warrant's fourteen days are those until service, or those that a federal one gives itself; they print nothing. */
const execution: Window = (one, was, is) => {
  const { executeBy, issued, entered } = one.demand.dates ?? {};
  const until = executeBy === undefined ? servedOn(one) : dayOf(executeBy);
  return isBetween(until, issued ?? entered, Math.min(was, is), Math.max(was, is) + LONGEST_WEEKEND);
};

/** Ten days of an enforcing authority print their end, as do the ten days for the answer. */
const anyDay: Window = () => true;

/** A pen register runs from the first of its days, prints its end, and has a limit on its face. */
const penRegister: Window = ({ demand: { durationDays } }, was, is) =>
  durationDays === undefined || durationDays > Math.min(was, is);

const CHANGES = [
  { clock: 'us-warrant-execution', was: 14, is: 10, pages: ['us/search-warrant'], window: execution },
  { clock: 'us-warrant-execution', was: 14, is: 21, pages: ['us/search-warrant'], window: execution },
  { clock: 'us-pen-register', was: 60, is: 45, pages: ['us/pen-register-order'], window: penRegister },
  { clock: 'eu-production', was: 10, is: 8, pages: ['eu/epoc'], window: anyDay },
  {
    clock: 'ca-preservation',
    was: 90,
    is: 60,
    pages: ['ca/preservation-order', 'ca/production-order'],
    window: anyDay,
  },
];

/** The rulebook of this checkout with one number of days changed, and nothing else. */
function withDays(clock: string, days: number, runsOn?: null): Rulebook {
  const { files } = loadRulebookSource();
  const changed = structuredClone(files.find(({ name }) => name === 'clocks')?.value) as {
    clocks: Record<string, { days: number; runsOn?: string }>;
  };
  const length = changed.clocks[clock];
  if (length === undefined) throw new Error(`no clock ${clock}`);
  length.days = days;
  if (runsOn === null) delete length.runsOn;
  return compileRulebook({
    files: files.map((file) => (file.name === 'clocks' ? { ...file, value: changed } : file)),
  });
}

/** A decision without the name of the rulebook, which changes with every letter of it. */
const decisionOf = (rulebook: Rulebook, { demand, circumstances }: SomeCase) =>
  JSON.stringify({ ...decide(rulebook, demand, circumstances), rulebook: '' });

const pool = poolOf(law);
const before = new Map(pool.map((one) => [one, decisionOf(law, one)]));

describe('a number of days', () => {
  test.each(CHANGES)(
    '$clock, from $was to $is, changes only what depends on it',
    ({ clock, was, is, pages, window }) => {
      const amended = withDays(clock, is);
      const changed = pool.filter((one) => decisionOf(amended, one) !== before.get(one));
      expect(changed.length).toBeGreaterThan(0);
      forAll(changed, (one) => {
        const { instrument, underlying = '' } = one.demand;
        const actsAs = instrument === 'us/mlat-order' ? underlying : instrument;
        return (
          (!pages.includes(actsAs) && 'another instrument') || (!window(one, was, is) && 'outside the days')
        );
      });
    },
  );

  test('of a warrant changes every decision in its window that nothing else has settled', () => {
    const amended = withDays('us-warrant-execution', 10, null);
    const inWindow = pool.filter(({ demand, circumstances }) => {
      const { executeBy, issued, entered } = demand.dates ?? {};
      const isUndated = demand.instrument === 'us/search-warrant' && executeBy === undefined;
      return isUndated && isBetween(servedOn({ demand, circumstances }), issued ?? entered, 14, 10);
    });
    expect(inWindow.length).toBeGreaterThan(0);
    forAll(inWindow, (one) => {
      const { findings } = decide(amended, one.demand, one.circumstances);
      return findings.find(({ check }) => check === 'served-within:fourteen-days')?.outcome !== 'fail';
    });
  });

  test('of no clock: the same pages give the same decisions', () => {
    const same = withDays('us-warrant-execution', 14);
    expect(same.version).toBe(law.version);
    forAll(pool, (one) => decisionOf(same, one) !== before.get(one));
  });
});
