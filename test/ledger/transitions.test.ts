import { commitOf, type Told } from '../../functions/ledger/commit-of.ts';
import type { DemandRecord, Draft } from '../../functions/ledger/demand-record.schema.ts';
import { ACTIONS } from '../../functions/ledger/event.schema.ts';
import { STATUSES } from '../../functions/ledger/statuses.ts';
import { statusAfter, TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { IllegalTransition, UnreadableItem } from '../../functions/shared/faults.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const AT = '2026-11-23T09:00:00.000Z';
const draft: Draft = {
  id: 'd-1',
  round: 1,
  authorityId: 'us-usao-ndca',
  filedBy: 'olga',
  filedAt: AT,
  demand: sampleDemand(),
  facts: sampleFacts(),
};
const service = (action: Told['action']): Told => ({
  action,
  actor: { kind: 'service', subject: 'due-process' },
  detail: {},
});
const filed = (): DemandRecord =>
  commitOf(draft, { action: 'demand.filed', actor: { kind: 'agent', subject: 'olga' }, detail: {} }, AT)
    .record;

describe('the table of transitions', () => {
  it('leads to every status, and leaves each but the last', () => {
    const reached = new Set(Object.values(TRANSITIONS).flatMap(({ to }) => to ?? []));
    expect([...reached].sort()).toEqual([...STATUSES].sort());
    for (const status of STATUSES.filter((one) => one !== 'closed' && one !== 'failed'))
      expect(
        Object.values(TRANSITIONS).some(({ from, to }) => from.includes(status) && to !== undefined),
      ).toBe(true);
  });

  it('lets nobody do what the service does, and the service nothing that people decide', () => {
    for (const action of ACTIONS) {
      const { by } = TRANSITIONS[action];
      if (by.includes('service')) expect(by).toEqual(['service']);
    }
  });

  it('does not let an agent release by filing', () => {
    expect(() => statusAfter('demand.filed', 'agent', { status: 'awaiting-release' })).toThrow(
      IllegalTransition,
    );
    expect(() => statusAfter('disclosure.available', 'agent', { status: 'release-decided' })).toThrow(
      IllegalTransition,
    );
    expect(() => statusAfter('review.decided', 'reviewer', undefined)).toThrow(IllegalTransition);
  });

  it('starts a failed demand again where it was, by its steps only', () => {
    const failed = { status: 'failed', failedIn: 'reviewed' } as const;
    expect(statusAfter('scope.compiled', 'service', failed)).toBe('failed');
    expect(statusAfter('disclosure.sealed', 'service', failed)).toBe('sealed');
    expect(statusAfter('demand.withdrawn', 'agent', failed)).toBe('failed');
    expect(() => statusAfter('disclosure.available', 'service', failed)).toThrow(IllegalTransition);
    expect(() => statusAfter('release.decided', 'releaser', failed)).toThrow(IllegalTransition);
    expect(statusAfter('disclosure.sealed', 'service', { status: 'failed' })).toBe('sealed');
  });
});

describe('a change of a demand', () => {
  it('that fails keeps where the demand was until it is somewhere else', () => {
    const failed = commitOf(draft, service('demand.failed'), AT, filed()).record;
    expect(failed).toMatchObject({ status: 'failed', failedIn: 'filed' });
    const checked = commitOf(failed, service('validity.checked'), AT, failed).record;
    expect(checked).toMatchObject({ status: 'failed', failedIn: 'filed' });
    const waiting = commitOf(checked, service('review.requested'), AT, checked).record;
    expect(waiting).toMatchObject({ status: 'awaiting-review', failedIn: undefined });
  });

  it('is refused where its status makes the record impossible', () => {
    const reviewed: DemandRecord = {
      ...filed(),
      status: 'reviewed',
      packageSha256: undefined,
      failedIn: undefined,
    };
    expect(() => commitOf(reviewed, service('disclosure.sealed'), AT, reviewed)).toThrow(UnreadableItem);
    expect(() => commitOf(reviewed, service('demand.closed'), AT, reviewed)).toThrow(UnreadableItem);
    const sealed = { ...reviewed, packageSha256: 'a'.repeat(64) };
    expect(commitOf(sealed, service('disclosure.sealed'), AT, reviewed).record.status).toBe('sealed');
  });
});
