import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { listDesk } from '../../functions/desk/list-desk.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { deliver } from '../../functions/disclosure/deliver.ts';
import { type FileDemandInput, fileDemand } from '../../functions/intake/file-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../../functions/ledger/parts/release-decision.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { afterwardsRoute } from '../../functions/review/afterwards.route.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { lookBack } from '../../functions/review/look-back.ts';
import { waiveDebt } from '../../functions/review/waive-debt.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, olga, person, problemOf, rita, sam, tess } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { forAgent } from '../kit/sides.ts';
import { law, sampleOf } from '../validity/law.ts';

const ada = person('auditor', 'ada');
const rosa = person('reviewer', 'rosa');
const { demand: sample } = sampleOf('us/emergency-disclosure');
const { demand: warrant } = sampleOf('us/search-warrant');
const SHA = 'a'.repeat(64);
const DAY = 86_400_000;

/** A desk on which demands are delivered that people have approved and released. */
function arrange() {
  const deps = {
    ...memoryDeps(),
    dictionary: law.dictionary,
    clocks: deskClocks(law),
    log: () => undefined,
    nonces: { use: async () => 'ours' as const },
    documents: memoryDocuments(() => undefined).store,
    law: knownLaw(law),
  };
  /** `pays`: the emergency that it is legal process for. */
  const delivered = async (
    demand: Demand,
    { series = 'criminal', ...record }: Record<string, unknown> = {},
  ) => {
    const at = deps.time.now.toISOString();
    const targets = demand.targets.map((_, index) => index);
    const id = await fileSample(deps.store, {
      record: {
        status: 'release-decided',
        packageSha256: SHA,
        demand,
        facts: sampleFacts({ series: series as 'criminal' }),
        ...record,
      },
      determination: { authorised: demand.data, targets },
      parts: [
        created(REVIEW(1), {
          round: 1,
          decision: 'approve',
          by: 'rita',
          at,
          items: demand.data,
          targets,
          resolves: [],
        }),
        ...[sam, tess].map(({ subject: by }) =>
          created(RELEASE(by), { decision: 'release', by, at, packageSha256: SHA }),
        ),
        created(RELEASE_DECISION(), { decision: 'release', at }),
        created(DISCLOSURE(), {
          ...{ round: 1, sealedAt: at, key: 'k', versionId: 'v', sha256: SHA, size: 1 },
          ...{ manifestSha256: SHA, signature: 's', keyId: 'k', counts: { 'sessions.login': 1 } },
        }),
      ],
    });
    await deliver({ demandId: id, round: 1 }, deps);
    return id;
  };
  const emergency = () => delivered(sample, { series: 'emergency' });
  const file = (demand: Demand, pays: string, change: Partial<FileDemandInput> = {}) => {
    const { documents: _documents, ...paper } = demand;
    const who = { authorityId: 'us-usao-ndca', subject: 'olga', idempotencyKey: `key-${Math.random()}` };
    return fileDemand({ demand: paper, pays, ...who, ...change }, deps);
  };
  const actions = async (id: string) => (await deps.store.events(id)).map(({ action }) => action);
  const seen = async (id: string) => {
    const record = await deps.store.read(id);
    if (!record) throw new Error('it was filed');
    const view = await viewDemand(record, deps);
    answerOf(readDemandRoute, view);
    return view;
  };
  const told = async (id: string) => {
    const record = await deps.store.read(id);
    if (!record) throw new Error('it was filed');
    const view = await viewForAgent(record, deps);
    answerOf(readDemandRoute, view);
    return view;
  };
  const pass = (ms: number) => {
    deps.time.now = new Date(deps.time.now.getTime() + ms);
  };
  return { deps, delivered, emergency, file, actions, seen, told, pass };
}

/** A warrant for the same people and all that they were given of. */
const process: Demand = {
  ...warrant,
  targets: [{ type: 'phone', value: '+1 (202) 555-0123' }],
  data: ['sessions', 'location'],
  dates: { ...warrant.dates, received: '2026-11-23T10:00:00Z' },
};

describe('the legal process that is owed for an emergency', () => {
  it('is owed once the package is there, of what was approved, and its authority sees until when', async () => {
    const { emergency, seen, told, deps } = arrange();
    const id = await emergency();
    const debt = {
      since: '2026-11-23T10:00:00.000Z',
      until: '2026-12-08T00:00:00.000Z',
      state: 'owed',
      items: ['sessions', 'location'],
      targets: [0],
    };
    expect(await seen(id)).toMatchObject({
      debt,
      clocks: expect.arrayContaining([expect.objectContaining({ clock: 'process-debt' })]),
    });
    expect(await told(id)).toMatchObject({ debt });
    expect(await deps.store.read(id)).toMatchObject({ owes: debt.until });
    const page = await listDesk({ waits: 'debt' }, rita, deps);
    expect(page.demands).toMatchObject([{ id, waits: ['debt', 'look-back'] }]);
    expect(page.counts?.waits).toEqual({ order: 0, comment: 0, debt: 1, 'look-back': 1 });
  });

  it('is not owed for a paper that compels, however urgent', async () => {
    const { delivered, seen } = arrange();
    const id = await delivered({ ...process, emergency: { danger: 'death', reasons: 'He is hurt.' } });
    expect(await seen(id)).not.toHaveProperty('debt');
    expect(await seen(id)).toHaveProperty('lookBack');
  });

  it('is paid by the delivery of a demand that names it, once', async () => {
    const { emergency, file, delivered, seen, told, actions, deps } = arrange();
    const id = await emergency();
    const filed = await file(process, id);
    expect(await deps.store.read(filed.id)).toMatchObject({ pays: id });
    expect(await told(filed.id)).toMatchObject({ pays: id });
    expect(await seen(id)).toMatchObject({ debt: { state: 'owed' } });
    const paper = await delivered(process, { pays: id });
    const debt = { state: 'paid', paidBy: paper, endedAt: '2026-11-23T10:00:00.000Z' };
    expect(await seen(id)).toMatchObject({ debt });
    expect(await told(id)).toMatchObject({ debt });
    expect((await seen(id)).clocks).toEqual([expect.objectContaining({ clock: 'emergency-review' })]);
    expect(await deps.store.read(id)).not.toHaveProperty('owes');
    expect((await listDesk({ waits: 'debt' }, rita, deps)).demands).toEqual([]);
    // A step that is run again, and another paper, pay nothing twice.
    await deliver({ demandId: paper, round: 1 }, deps);
    await delivered(process, { pays: id });
    expect((await actions(id)).filter((action) => action === 'debt.paid')).toHaveLength(1);
    expect(await problemOf(file(process, id))).toBe('409 no_debt');
  });

  it.each<[string, Partial<Demand>, object]>([
    ['of other people', { targets: [{ type: 'phone', value: '+12025550199' }] }, {}],
    ['for less than was approved', { data: ['sessions'] }, {}],
    ['of another authority', {}, { authorityId: 'us-fbi' }],
  ])('is not paid by a paper %s', async (_what, change, record) => {
    const { emergency, delivered, seen } = arrange();
    const id = await emergency();
    await delivered({ ...process, ...change }, { pays: id, ...record });
    expect(await seen(id)).toMatchObject({ debt: { state: 'owed' } });
  });

  it('is asked of a paper at the door', async () => {
    const { emergency, delivered, file, deps } = arrange();
    const id = await emergency();
    const other = await delivered(process);
    const wrong: [Demand, string, Partial<FileDemandInput>, string][] = [
      [process, 'd-00000000000000000000000000', {}, '404 not_found'],
      [process, id, { authorityId: 'us-fbi', subject: 'fred' }, '404 not_found'],
      [process, other, {}, '409 no_debt'],
      [{ ...sample, dates: { received: '2026-11-23T10:00:00Z' } }, id, {}, '422 pays_without_process'],
      [{ ...process, data: ['sessions'] }, id, {}, '422 pays_too_little'],
      [{ ...process, targets: [{ type: 'email', value: 'a@example.com' }] }, id, {}, '422 pays_too_little'],
    ];
    for (const [demand, pays, change, refusal] of wrong)
      expect(await problemOf(file(demand, pays, change))).toBe(refusal);
    expect(await deps.store.events(id)).toHaveLength(2);
  });

  it('warns, is missed, and is said again until it is paid', async () => {
    const { emergency, actions, delivered, pass, deps } = arrange();
    const id = await emergency();
    await closeDemand({ demandId: id, round: 1 }, deps);
    await lookBack(id, { finding: 'rightly-given', text: 'He was found.' }, ada, deps);
    const days = async (count: number) => {
      for (let day = 0; day < count; day += 1) {
        pass(DAY);
        await sweep({ ...deps, executions: { start: async () => {}, look: async () => 'RUNNING' as const } });
      }
      return (await actions(id)).filter((action) => action.startsWith('clock.'));
    };
    expect(await days(12)).toEqual(['clock.warned']);
    expect(await days(3)).toEqual(['clock.warned', 'clock.missed']);
    expect(await days(7)).toEqual(['clock.warned', 'clock.missed', 'clock.missed']);
    await delivered(process, { pays: id });
    expect(await days(14)).toHaveLength(3);
  });

  it('is waived for a reason by a reviewer who gave nothing, and why is told to nobody outside', async () => {
    const { emergency, told, seen, deps } = arrange();
    const id = await emergency();
    const waive = (who: Parameters<typeof waiveDebt>[2], reason = 'none-to-be-had') =>
      waiveDebt(id, { reason, text: 'Nobody is prosecuted.' }, who, deps);
    expect(await problemOf(waive(rita))).toBe('403 second_person_required');
    expect(await problemOf(waive(person('reviewer', 'SAM')))).toBe('403 second_person_required');
    expect(await problemOf(waive(person('reviewer', 'olga')))).toBe('403 own_demand');
    expect(await problemOf(waive(ada))).toBe('403 role_required');
    expect(await problemOf(waive(rosa, 'because'))).toBe('422 reason_of_another_decision');
    expect(answerOf(afterwardsRoute, await waive(rosa))).toMatchObject({ id, waived: 'none-to-be-had' });
    expect(await waive(rosa)).toMatchObject({ waived: 'none-to-be-had' });
    expect(await problemOf(waive(person('reviewer', 'rolf')))).toBe('409 no_debt');
    expect(await seen(id)).toMatchObject({ debt: { state: 'waived', waived: { by: 'rosa' } } });
    expect(await told(id)).toMatchObject({ debt: { state: 'waived' } });
    expect(JSON.stringify(await told(id))).not.toMatch(/rosa|none-to-be-had|prosecuted/);
    expect(await deps.store.part(id, CLOCK('process-debt'))).toMatchObject({ state: 'stopped' });
  });
});

describe('the look back at an emergency', () => {
  const finding = { finding: 'more-than-needed', text: 'The sessions would have done.' };

  it('is by somebody who had no part in it, once, and is told to nobody outside', async () => {
    const { emergency, seen, told, actions, deps } = arrange();
    const id = await emergency();
    for (const who of [rita, person('auditor', 'Tess'), person('reviewer', 'sam')])
      expect(await problemOf(lookBack(id, finding, who, deps))).toBe('403 second_person_required');
    expect(await problemOf(lookBack(id, finding, person('auditor', 'olga'), deps))).toBe('403 own_demand');
    expect(await problemOf(lookBack(id, { ...finding, finding: 'fine' }, ada, deps))).toBe(
      '422 reason_of_another_decision',
    );
    expect(answerOf(afterwardsRoute, await lookBack(id, finding, ada, deps))).toMatchObject({
      finding: 'more-than-needed',
    });
    expect(await lookBack(id, finding, ada, deps)).toMatchObject({ finding: 'more-than-needed' });
    expect(await problemOf(lookBack(id, finding, rosa, deps))).toBe('409 looked_back_already');
    expect((await actions(id)).filter((action) => action === 'emergency.reviewed')).toHaveLength(1);
    expect(JSON.stringify(await deps.store.events(id))).not.toContain('would have done');
    expect(await seen(id)).toMatchObject({ lookBack: { found: { by: 'ada', ...finding } } });
    expect(JSON.stringify(await told(id))).not.toMatch(/lookBack|more-than-needed|would have done/);
    expect((await listDesk({ waits: 'look-back' }, rita, deps)).demands).toEqual([]);
    expect(await deps.store.part(id, CLOCK('emergency-review'))).toMatchObject({ state: 'stopped' });
    expect(JSON.stringify(await forAgent(readDemand(id, olga, deps)))).not.toContain('lookBack');
  });

  it.each([
    ['was refused', { conclusion: 'refused', status: 'reviewed' }],
    ['was taken back', { withdrawnAt: '2026-11-23T09:30:00.000Z' }],
  ])('begins of one that %s when it is closed', async (_what, record) => {
    const { deps, seen } = arrange();
    const facts = sampleFacts({ series: 'emergency' });
    const id = await fileSample(deps.store, { record: { demand: sample, facts, ...record } });
    expect(await problemOf(lookBack(id, finding, ada, deps))).toBe('409 nothing_to_look_back_at');
    await closeDemand({ demandId: id, round: 1 }, deps);
    expect(await seen(id)).toMatchObject({ lookBack: { until: '2026-12-02T00:00:00.000Z' } });
    expect(await seen(id)).not.toHaveProperty('debt');
    expect(await problemOf(lookBack(id, { ...finding, finding: 'rightly-refused' }, ada, deps))).toBe('none');
  });

  it('is of a danger that let it pass others, though its authority takes the claim away', async () => {
    const { deps, seen } = arrange();
    const danger = { danger: 'death' as const, reasons: 'He is hurt.' };
    const id = await fileSample(deps.store, { record: { demand: { ...process, emergency: danger } } });
    const none = { emergency: { danger: 'none' as const, reasons: '' } };
    await clarifyDemand(id, { demand: none }, olga, deps);
    expect(await deps.store.read(id)).toMatchObject({ demand: none });
    await withdrawDemand(id, olga, deps);
    await closeDemand({ demandId: id, round: 2 }, deps);
    expect(await seen(id)).toHaveProperty('lookBack');
  });

  it('has begun already where it was delivered, and is not of what was no emergency', async () => {
    const { emergency, delivered, seen, pass, deps } = arrange();
    const [id, ordinary] = [await emergency(), await delivered(process)];
    const before = (await seen(id)).lookBack;
    pass(DAY);
    for (const demandId of [id, ordinary]) await closeDemand({ demandId, round: 1 }, deps);
    expect((await seen(id)).lookBack).toEqual(before);
    expect(await problemOf(lookBack(ordinary, finding, ada, deps))).toBe('409 nothing_to_look_back_at');
  });
});
