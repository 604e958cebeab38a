import fc from 'fast-check';
import { commitOf, type Told } from '../../functions/ledger/commit-of.ts';
import { isEmergency } from '../../functions/ledger/danger-of.ts';
import type { Commit } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord, Draft } from '../../functions/ledger/demand-record.schema.ts';
import { ACTIONS, type Action, type Actor, type LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { clockOf } from '../../functions/ledger/status-clocks.ts';
import { CONCLUSIONS, STATUSES } from '../../functions/ledger/statuses.ts';
import { placeOf, TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { IllegalTransition, UnreadableItem } from '../../functions/shared/faults.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const AT = '2026-11-23T09:00:00.000Z';
const WALKS = 5000;
const PACKAGE = 'a'.repeat(64);
const KINDS: readonly Actor['kind'][] = ['agent', 'reviewer', 'releaser', 'auditor', 'service'];

const draft: Draft = {
  id: 'd-1',
  round: 1,
  authorityId: 'us-usao-ndca',
  filedBy: 'olga',
  filedAt: AT,
  demand: sampleDemand(),
  facts: sampleFacts(),
};

type Step = { action: Action; kind: Actor['kind']; set: Partial<Draft> };

const anyStep: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  kind: fc.constantFrom(...KINDS),
  set: fc.record(
    {
      packageSha256: fc.constantFrom(PACKAGE, undefined),
      conclusion: fc.constantFrom(...CONCLUSIONS, undefined),
      round: fc.integer({ min: 1, max: 10 }),
    },
    { requiredKeys: [] },
  ),
});

/** Anything at all, or else what may happen next: so that walks come far and yet try everything. */
const anyWalk = fc.array(fc.tuple(anyStep, fc.nat()), { minLength: 6, maxLength: 11 });

const ENDS: readonly Action[] = ['demand.closed', 'demand.failed'];

function prefer(step: Step, chance: number, record: DemandRecord | undefined): Step {
  if (chance % 5 === 0) return step;
  const place = record && placeOf(record);
  const possible = ACTIONS.filter((action) => {
    const { from, to } = TRANSITIONS[action];
    if (place === undefined) return from.length === 0;
    return (
      from.includes(place) && to !== undefined && to !== place && (chance % 7 === 0 || !ENDS.includes(action))
    );
  });
  const action = possible[chance % Math.max(1, possible.length)] ?? step.action;
  const by = TRANSITIONS[action].by;
  const set = action === 'disclosure.sealed' ? { packageSha256: PACKAGE } : {};
  return {
    action,
    kind: by[chance % by.length] ?? step.kind,
    set: action === 'demand.closed' ? step.set : set,
  };
}

const told = ({ action, kind }: Step): Told => ({ action, actor: { kind, subject: 'somebody' }, detail: {} });

/** The demand after a step; undefined where it was refused, which it must be by name. */
function take(step: Step, record: DemandRecord | undefined): Commit | undefined {
  try {
    return commitOf({ ...(record ?? draft), ...step.set }, told(step), AT, record);
  } catch (error) {
    if (error instanceof IllegalTransition || error instanceof UnreadableItem) return undefined;
    throw error;
  }
}

describe('the life of a demand', () => {
  it('goes along the table and nowhere else, on ten thousand walks', () => {
    const reached = new Map<string, number>();
    const strays: unknown[] = [];
    fc.assert(
      fc.property(anyWalk, (walk) => {
        let record: DemandRecord | undefined;
        const events: LedgerEvent[] = [];
        for (const [wanted, chance] of walk) {
          const step = prefer(wanted, chance, record);
          const commit = take(step, record);
          if (!commit) continue;
          const { from, to, by, isStep, returns } = TRANSITIONS[step.action];
          const place = record && (isStep ? placeOf(record) : record.status);
          const next = to ?? (returns && record ? placeOf(record) : record?.status);
          const { status, version, matter, dueKind, dueAt } = commit.record;
          const isAllowed = place === undefined ? from.length === 0 : from.includes(place);
          if (!isAllowed || !by.includes(step.kind) || status !== next) strays.push([place, step, status]);
          if (version !== (record?.version ?? 0) + 1) strays.push([step, version]);
          // No demand can be forgotten: each has a clock that the sweep reads, but for a closed one that was seen to have ended.
          const clock = [clockOf(status, isEmergency(commit.record)).kind, ...['start', 'start-urgent']].find(
            (kind) => kind === dueKind,
          );
          if (!clock || dueAt === undefined || dueAt <= AT) strays.push([step, dueKind, dueAt]);
          if (matter === undefined || matter > version || matter < (record?.matter ?? 1))
            strays.push([step, matter]);
          record = commit.record;
          events.push(commit.event);
          reached.set(status, (reached.get(status) ?? 0) + 1);
        }
        return strays.length === 0 && findChainFaults(events).length === 0;
      }),
      { numRuns: WALKS, seed: 2013 },
    );
    expect([...reached.keys()].sort()).toEqual([...STATUSES].sort());
    expect(Math.min(...reached.values())).toBeGreaterThan(100);
  });
});
