import { isEmergency } from './danger-of.ts';
import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { created, type PartWrite, replaced } from './part.ts';
import { CLOCK, type ClockPart } from './parts/clock.part.ts';
import { DEBT, type DebtPart } from './parts/debt.part.ts';
import { LOOK_BACK } from './parts/look-back.part.ts';
import { WAITING } from './parts/waiting.schema.ts';

/** Begins clocks as the rulebook has them. */
export type AfterClocks = {
  start(name: 'process-debt' | 'emergency-review', times: { from: string }): ClockPart;
};

/**
 * What begins the look back at an emergency. Each has one, also one that was refused or taken back: a refusal may have cost
 * a life, and a forger goes on to the next provider. Nothing where it was no emergency, or one has begun.
 */
export async function lookBackAt(
  record: DemandRecord,
  at: string,
  { store, clocks }: { store: Pick<DemandStore, 'part'>; clocks: AfterClocks },
): Promise<PartWrite[]> {
  if (!(isEmergency(record) || record.hurried) || (await store.part(record.id, LOOK_BACK()))) return [];
  const clock = clocks.start('emergency-review', { from: at });
  const waits = { dueKind: WAITING['look-back'], dueAt: at };
  return [
    created(LOOK_BACK(), { since: at, until: clock.until, ...waits }),
    replaced(CLOCK('emergency-review'), clock),
  ];
}

/**
 * What begins the debt for what was given without legal process, by a page of emergencies: a paper that compels is process
 * itself, however urgent. It is of what people approved, found or not: what is owed tells nobody what there was.
 */
export function debtOf(
  { facts }: Pick<DemandRecord, 'facts'>,
  { items, targets }: Pick<DebtPart, 'items' | 'targets'>,
  at: string,
  clocks: AfterClocks,
): { until: string; parts: PartWrite[] } | undefined {
  if (facts.series !== 'emergency') return undefined;
  const clock = clocks.start('process-debt', { from: at });
  const { until } = clock;
  const waits = { dueKind: WAITING.debt, dueAt: at };
  return {
    until,
    parts: [
      created(DEBT(), { since: at, until, items, targets, state: 'owed', ...waits }),
      replaced(CLOCK('process-debt'), clock),
    ],
  };
}
