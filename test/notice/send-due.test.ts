import { changeDemand, type LedgerDeps, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { created, replaced } from '../../functions/ledger/part.ts';
import { DETERMINATION, type DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import { NOTICE } from '../../functions/ledger/parts/notice.part.ts';
import { PRESERVATION, type PreservationPart } from '../../functions/ledger/parts/preservation.part.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { type SendDueDeps, sendDue } from '../../functions/notice/send-due.ts';
import { sendNotice } from '../../functions/notice/send-notice.ts';
import type { Notice } from '../../functions/shared/determination.schema.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { RECEIVED_AT, someLedger, someRecord } from '../kit/ledgers.ts';
import { memoryRetries } from '../kit/memory-retries.ts';
import { someTimes } from '../kit/secrecy-times.ts';
import { retrieved } from '../kit/silenced-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { law } from '../validity/law.ts';

let engine: Engine;
let now: string;
let deps: SendDueDeps;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  now = RECEIVED_AT;
  const table = await engine.createDemandsTable();
  deps = {
    store: dynamoDemandStore(engine.documents, table),
    dues: dynamoDueStore(engine.documents, table),
    retries: memoryRetries(),
    times: someTimes,
    clocks: someClocks,
    rulebook: law,
    frozen: { empty: async () => 0, isEmpty: async () => true },
    clock: () => new Date(now),
  };
});

/** A released demand whose determination says this of notice. */
async function released(id: string, notice: Notice): Promise<void> {
  const [event] = someLedger(id, [{ facts: { outcome: 'content' } }]);
  if (!event) throw new Error('an event was expected');
  const determination: DeterminationPart = {
    round: 1,
    decidedAt: RECEIVED_AT,
    inputsHash: '0'.repeat(64),
    circumstances: { now: RECEIVED_AT, accounts: [] },
    accounts: [],
    determination: {
      outcome: 'accept',
      authorised: ['content.mail'],
      targets: [0],
      reasons: [],
      findings: [],
      notice,
      preserve: false,
      approvals: 1,
      rulebook: `sha256:${'0'.repeat(64)}`,
    },
  };
  await deps.store.commit({
    record: someRecord([event]),
    event,
    parts: [created(DETERMINATION(1), determination), ...retrieved(['acct-0001'])],
  });
}

/** A demand whose data is kept until an instant. */
async function preserved(id: string, until: string): Promise<void> {
  const [event] = someLedger(id, [{ action: 'preservation.placed', facts: { outcome: 'preserved' } }]);
  if (!event) throw new Error('an event was expected');
  const body: PreservationPart = {
    state: 'in-force',
    placedAt: RECEIVED_AT,
    until,
    accounts: ['a-1'],
    items: ['content.mail'],
    dueKind: 'preservation',
    dueAt: until,
  };
  await deps.store.commit({
    record: someRecord([event]),
    event,
    parts: [created(PRESERVATION(), body)],
  });
}

const plan = (demandId: string, notice: Notice) =>
  released(demandId, notice).then(() => planNotice({ demandId, round: 1 }, deps));
const noticeOf = (id: string) => deps.store.part(id, NOTICE());
const actionsOf = async (id: string) => (await deps.store.events(id)).map(({ action }) => action);
const SENT_ONCE = ['demand.filed', 'notice.planned', 'notice.queued'];
const AFTER_SILENCE = ['demand.filed', 'notice.planned', 'secrecy.expired', 'notice.queued'];

describe('planning a notice', () => {
  test('writes the plan, the event and the fact together, once', async () => {
    await plan('d-1', { regime: 'delay', until: '2027-05-16' });
    expect(await planNotice({ demandId: 'd-1', round: 1 }, deps)).toEqual({ demandId: 'd-1', round: 1 });
    expect(await actionsOf('d-1')).toEqual(['demand.filed', 'notice.planned']);
    expect((await deps.store.read('d-1'))?.facts.notice).toBe('planned');
    expect(await noticeOf('d-1')).toMatchObject({ state: 'planned', dueAt: '2027-05-17T00:00:00.000Z' });
  });

  test('is a fault for a round without a determination', async () => {
    await released('d-1', { regime: 'notify' });
    await expect(planNotice({ demandId: 'd-1', round: 2 }, deps)).rejects.toMatchObject({
      name: 'InconsistentState',
    });
  });
});

describe('sending what is due', () => {
  test('tells the customer when the secrecy is over, not a millisecond earlier', async () => {
    await plan('d-1', { regime: 'delay', until: '2027-05-16' });
    now = '2027-05-16T23:59:59.999Z';
    expect(await sendDue(deps)).toEqual({
      silences: 0,
      notices: 0,
      preservations: 0,
      deletions: 0,
      failed: 0,
      parked: 0,
    });
    now = '2027-05-17T00:00:00.000Z';
    expect(await sendDue(deps)).toEqual({
      silences: 1,
      notices: 1,
      preservations: 0,
      deletions: 0,
      failed: 0,
      parked: 0,
    });
    expect(await noticeOf('d-1')).toMatchObject({
      state: 'planned',
      regime: 'delay',
      plannedAt: RECEIVED_AT,
      until: '2027-05-16',
      queuedAt: now,
    });
    expect((await deps.store.read('d-1'))?.facts.notice).toBe('planned');
    expect(findChainFaults(await deps.store.events('d-1'))).toEqual([]);
  });

  test('after days without a run tells everyone, each once', async () => {
    for (let index = 0; index < 30; index += 1)
      await plan(`d-${index}`, {
        regime: 'delay',
        until: `2026-12-${String(1 + (index % 10)).padStart(2, '0')}`,
      });
    now = '2026-12-20T00:00:00.000Z';
    expect(await sendDue(deps)).toMatchObject({ notices: 30, failed: 0 });
    expect(await sendDue(deps)).toMatchObject({ notices: 0, failed: 0 });
    for (let index = 0; index < 30; index += 1) expect(await actionsOf(`d-${index}`)).toEqual(AFTER_SILENCE);
  });

  test('tells once when two runs meet', async () => {
    await plan('d-1', { regime: 'notify' });
    const runs = await Promise.all([sendDue(deps), sendDue(deps), sendDue(deps)]);
    expect(runs.reduce((sum, run) => sum + run.notices, 0)).toBe(1);
    expect(await actionsOf('d-1')).toEqual(SENT_ONCE);
  });

  test('never tells where telling is prohibited, the authority’s or of no use', async () => {
    for (const regime of ['prohibited', 'authority', 'none'] as const) await plan(`d-${regime}`, { regime });
    now = '2101-01-01T00:00:00.000Z';
    expect(await sendDue(deps)).toMatchObject({ notices: 0 });
  });

  test('asks again and again whether silence without an end is still needed', async () => {
    await plan('d-1', { regime: 'prohibited' });
    for (let year = 1; year <= 3; year += 1) {
      now = new Date(Date.parse(now) + 365 * 86_400_000).toISOString();
      expect(await sendDue(deps)).toMatchObject({ silences: 1, notices: 0 });
      expect(await sendDue(deps)).toMatchObject({ silences: 0 });
    }
    expect(await actionsOf('d-1')).toEqual([
      ...['demand.filed', 'notice.planned'],
      ...['secrecy.review-due', 'secrecy.review-due', 'secrecy.review-due'],
    ]);
  });

  test('tells after a time where what claimed silence never came to be an order', async () => {
    await plan('d-1', { regime: 'hold' });
    now = someTimes.unfoundedUntil(RECEIVED_AT);
    expect(await sendDue(deps)).toMatchObject({ notices: 1 });
    expect(await actionsOf('d-1')).toEqual(AFTER_SILENCE);
  });

  test('leaves a notice alone that was put off while the run was on its way', async () => {
    await plan('d-1', { regime: 'notify' });
    await putOff('d-1', '2027-12-01T00:00:00.000Z', deps);
    expect(await sendNotice('d-1', deps)).toBe('not-due');
    expect((await noticeOf('d-1'))?.state).toBe('planned');
  });

  test('leaves it alone when that happens between its reading and its writing', async () => {
    await plan('d-1', { regime: 'notify' });
    let interleaved = false;
    const store: DemandStore = {
      ...deps.store,
      commit: async (commit) => {
        if (!interleaved) {
          interleaved = true;
          await putOff('d-1', '2027-12-01T00:00:00.000Z', deps);
        }
        return deps.store.commit(commit);
      },
    };
    expect(await sendNotice('d-1', { ...deps, store })).toBe('not-due');
    expect(await actionsOf('d-1')).not.toContain('notice.queued');
  });

  test('goes on after one that fails, and says so at the end', async () => {
    for (const id of ['d-1', 'd-2', 'd-3']) await plan(id, { regime: 'notify' });
    const store: DemandStore = {
      ...deps.store,
      read: async (id) => {
        if (id === 'd-2') throw new Error('unreadable');
        return deps.store.read(id);
      },
    };
    await expect(sendDue({ ...deps, store })).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await actionsOf('d-1')).toEqual(SENT_ONCE);
    expect(await actionsOf('d-3')).toEqual(SENT_ONCE);
    now = new Date(Date.parse(now) + 60_000).toISOString();
    expect(await sendDue(deps)).toMatchObject({ notices: 1 });
  });

  test('ends a preservation when its time is over, once', async () => {
    await preserved('d-1', '2027-02-21T00:00:00.000Z');
    now = '2027-02-20T23:59:59.999Z';
    expect(await sendDue(deps)).toMatchObject({ preservations: 0 });
    now = '2027-03-05T00:00:00.000Z';
    expect(await sendDue(deps)).toMatchObject({ preservations: 1 });
    expect(await sendDue(deps)).toMatchObject({ preservations: 0 });
    expect(await actionsOf('d-1')).toEqual(['preservation.placed', 'preservation.ended']);
    expect(await deps.store.part('d-1', PRESERVATION())).toMatchObject({
      state: 'ended',
    });
  });
});

/** What a longer secrecy order does to a plan. */
async function putOff(id: string, dueAt: string, { store, clock }: LedgerDeps): Promise<void> {
  await changeDemand<void>({ store, clock }, id, async () => {
    const notice = await store.part(id, NOTICE());
    if (!notice) throw new Error('no plan');
    return {
      set: {},
      action: 'notice.planned',
      actor: SERVICE,
      detail: { dueAt },
      parts: [replaced(NOTICE(), { ...notice, dueAt }, notice)],
      result: undefined,
    };
  });
}
