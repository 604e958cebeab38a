import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Calls } from './calls-of-a-demand.ts';

const FILE = join(import.meta.dirname, 'calls-of-a-demand.json');
export const RENEW = 'RENEW_CALLS';
export const RECORDER = 'ledger/record';
/** A step that writes an event asks the recorder, by this call. */
const WRITE = 'lambda POST';

const Counts = z.record(z.string(), z.int().check(z.nonnegative()));
const Budget = z.strictObject({
  /** At most, by function and by what it calls. */
  calls: z.record(z.string(), Counts),
  /** Of a write that lost against another of the same demand: what it may call again, and how often that may happen to a function. */
  again: z.strictObject({ times: z.int(), calls: Counts, because: z.string() }),
  /** How much more it may be, by what runs beside it, though no write was made again. */
  varies: z.array(z.strictObject({ of: z.string(), calls: Counts, because: z.string() })),
  leftOut: z.array(z.strictObject({ of: z.string(), calls: z.array(z.string()), because: z.string() })),
});
export type Budget = z.infer<typeof Budget>;

export const readBudget = (): Budget => Budget.parse(JSON.parse(readFileSync(FILE, 'utf8')));

function isLeftOut({ leftOut }: Budget, who: string, what: string): boolean {
  return leftOut.some(({ of, calls }) => (of === who || of === 'any') && calls.includes(what));
}

/** What a function may call, if it is in the budget. */
function mostOf({ calls, varies }: Budget, who: string, what: string): number | undefined {
  const more = varies.reduce((sum, { of, calls: most }) => sum + (of === who ? (most[what] ?? 0) : 0), 0);
  const has = calls[who]?.[what];
  return has === undefined ? undefined : has + more;
}

/** How often writes of a function lost against another and were made again, as far as the budget lets it. */
function triesOf({ calls, again }: Budget, counted: Calls, who: string): number {
  const more = (counted[who]?.[WRITE] ?? 0) - (calls[who]?.[WRITE] ?? Number.POSITIVE_INFINITY);
  return Math.min(Math.max(more, 0), again.times);
}

/** @throws Error that names what is over the budget, and says what to do */
export function requireWithin(budget: Budget, counted: Calls): void {
  const over = overBudget(counted, budget);
  if (over.length > 0)
    throw new Error(
      [
        'A demand calls more than its budget has (test/e2e/calls-of-a-demand.json):',
        ...over,
        `Call less; or say in the commit what it is for, and renew the budget: ${RENEW}=1 npm run -s jest -- test/e2e/first-steps`,
      ].join('\n  '),
    );
}

/** @returns a line for each function and call of which there are more than the budget has */
export function overBudget(counted: Calls, budget: Budget): string[] {
  const tries = (who: string) => triesOf(budget, counted, who);
  const all = Object.keys(counted).reduce((sum, who) => sum + tries(who), 0);
  return Object.entries(counted).flatMap(([who, row]) =>
    Object.entries(row).flatMap(([what, count]) => {
      if (isLeftOut(budget, who, what)) return [];
      const has = mostOf(budget, who, what);
      if (has === undefined) return [`${who}: ${what} is not in the budget (${count} counted)`];
      // The recorder reads once for each write that it turns away.
      const more =
        who === RECORDER ? all : tries(who) * (what === WRITE ? 1 : (budget.again.calls[what] ?? 0));
      return count > has + more ? [`${who}: ${what} ${count} times, not ${has}`] : [];
    }),
  );
}

/**
 * Writes what several demands took as the new budget: of each function the demand of which the fewest writes were made again.
 * What is left out stays so.
 */
export function renewBudget(plays: readonly Calls[]): void {
  const budget = readBudget();
  const names = [...new Set(plays.flatMap((calls) => Object.keys(calls)))].sort();
  const calls = names.flatMap((who) => {
    const least = who === RECORDER ? 'invoked' : WRITE;
    // Sorting keeps the order of equals: the earlier, before which there were fewer demands.
    const [row = {}] = plays
      .flatMap((play) => (play[who] ? [play[who]] : []))
      .sort((a, b) => (a[least] ?? 0) - (b[least] ?? 0));
    const held = Object.entries(row).filter(([what]) => !isLeftOut(budget, who, what));
    return held.length === 0 ? [] : [[who, Object.fromEntries(held.sort())] as const];
  });
  writeFileSync(FILE, `${JSON.stringify({ ...budget, calls: Object.fromEntries(calls) }, undefined, 2)}\n`);
}
