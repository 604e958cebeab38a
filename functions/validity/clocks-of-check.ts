import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { CLOCK, type ClockPart } from '../ledger/parts/clock.part.ts';
import { stopped } from '../ledger/running-clocks.ts';
import type { Determination } from '../shared/determination.schema.ts';
import type { DeskClocks } from './decide/desk-clocks.ts';

type Checked = { round: number; at: string; determination: Determination; isEnd: boolean };

/** What a check makes of a demand's clocks: how they stand after it, and what is written for that. */
export type Clocked = { clocks: ClockPart[]; parts: PartWrite[]; stopped: string[] };

/**
 * The dates that a check found, as clocks. One that an earlier check began goes on where nothing changed, is replaced where its
 * date did, and is stopped where the law gives it no longer.
 */
export function clocksOfCheck(
  record: DemandRecord,
  checked: Checked,
  { clocks, before }: { clocks: DeskClocks; before: readonly ClockPart[] },
): Clocked {
  const { round, at } = checked;
  const found = (checked.isEnd ? [] : datesOf(record, checked, clocks))
    .filter(({ atEnd, until }) => atEnd === 'escalate' || until > at)
    .map((clock) => ({ ...clock, round }));
  const names = new Set(found.map(({ clock }) => clock));
  const earlier = (name: string) => before.find(({ clock }) => clock === name);
  const begun = found.filter((clock) => !isTheSame(earlier(clock.clock), clock));
  const gone = before.filter(
    (one) => one.round !== undefined && one.state !== 'stopped' && !names.has(one.clock),
  );
  const written = [...begun, ...gone.map((clock) => stopped(clock, at))];
  const isWritten = new Set(written.map(({ clock }) => clock));
  return {
    clocks: [...before.filter(({ clock }) => !isWritten.has(clock)), ...written],
    parts: written.map((clock) => replaced(CLOCK(clock.clock), clock, earlier(clock.clock))),
    stopped: gone.map(({ clock }) => clock),
  };
}

/** A wait that we give ourselves begins once, and not with every amendment. */
function isTheSame(before: ClockPart | undefined, { until, cite, isOurs }: ClockPart): boolean {
  if (!before || before.state === 'stopped') return false;
  return isOurs === true || (before.until === until && before.cite === cite);
}

function datesOf(
  { demand, facts, filedAt }: DemandRecord,
  checked: Checked,
  clocks: DeskClocks,
): ClockPart[] {
  const { at, determination } = checked;
  const { outcome, due, until, deadlines = [], preserve } = determination;
  const { returnDue, executeBy } = demand.dates ?? {};
  const isEmergency = facts.series === 'emergency' || demand.emergency !== undefined;
  const found = [
    ...waitOf(outcome, isEmergency, until).map(([name, end]) => clocks.start(name, { from: at, until: end })),
  ];
  if (due !== undefined) found.push(clocks.start('answer', { from: filedAt, until: due }));
  // The answer to a subpoena is its return.
  if (returnDue !== undefined && returnDue !== due)
    found.push(clocks.start('return', { from: filedAt, until: returnDue }));
  if (executeBy !== undefined) found.push(clocks.start('execution', { from: filedAt, until: executeBy }));
  if (until !== undefined && !preserve && RUNS.includes(outcome))
    found.push(clocks.start('order-end', { from: filedAt, until }));
  for (const { clock, until: end } of deadlines)
    found.push(clocks.deadline(clock, { from: filedAt, until: end }));
  return found;
}

/** Outcomes whose `until` is the end of an order that runs. */
const RUNS: readonly Determination['outcome'][] = ['accept', 'narrow', 'refer', 'hold'];

/** What a demand waits for after its check. */
function waitOf(outcome: Determination['outcome'], isEmergency: boolean, until: string | undefined) {
  if (outcome === 'suspend' && until !== undefined) return [['suspension', until] as const];
  const wait = outcome === 'hold' ? ('hold' as const) : ('review' as const);
  return [[isEmergency ? (`${wait}-emergency` as const) : wait, undefined] as const];
}
