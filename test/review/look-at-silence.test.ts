import { viewDemand } from '../../functions/desk/demand-view.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { SILENCE } from '../../functions/ledger/parts/silence.part.ts';
import { SILENCE_LOOK } from '../../functions/ledger/parts/silence-look.part.ts';
import { lookAtSilence } from '../../functions/review/look-at-silence.ts';
import type { Recorder } from '../../functions/review/record-order.ts';
import { secrecyRoute } from '../../functions/review/secrecy.route.ts';
import { answerOf } from '../kit/answers.ts';
import { olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const DUE = '2027-11-23T09:00:00.000Z';
const WHY = { reason: 'not-answered', text: 'Asked twice; the court has the matter.' };

const endless = () =>
  silencedDemand({
    notice: { regime: 'prohibited' },
    secrecy: { basis: '18 USC 2705(b)', orderedBy: 'court', issued: '2026-11-16' },
  });
const look = async (
  { id, deps }: Silenced,
  change: Partial<Parameters<typeof lookAtSilence>[1]> = {},
  who: Recorder = ruth,
) => lookAtSilence(id, { ...WHY, ...change }, who, deps);
const clock = ({ id, deps }: Silenced) => deps.store.part(id, CLOCK('silence-review'));

describe('a look at a silence without an end', () => {
  test('is recorded without a paper, and begins its clock anew', async () => {
    const demand = await endless();
    await demand.plan();
    demand.at(DUE);
    await demand.sweep();
    demand.at('2028-02-01T10:00:00.000Z');
    const next = '2028-08-01';
    const until = '2028-08-02T00:00:00.000Z';
    const looked = await look(demand, { next });
    expect(looked).toEqual({ id: demand.id, until });
    answerOf(secrecyRoute, looked);
    expect(await clock(demand)).toMatchObject({ state: 'running', until });
    expect(await demand.deps.store.part(demand.id, SILENCE())).toMatchObject({ reviewAt: until });
    expect((await demand.deps.store.read(demand.id))?.due).toBe(until);
    const events = await demand.deps.store.events(demand.id);
    expect(events.at(-1)).toMatchObject({
      action: 'secrecy.reviewed',
      actor: { kind: 'reviewer', subject: 'ruth' },
      detail: { orders: [0], until, reason: 'not-answered' },
    });
    expect(JSON.stringify(events)).not.toContain('Asked twice');
    expect(findChainFaults(events)).toEqual([]);
    const record = await demand.deps.store.read(demand.id);
    if (!record) throw new Error('it was filed');
    const { silenceLooks } = await viewDemand(record, demand.deps);
    expect(silenceLooks).toMatchObject([{ by: 'ruth', ...WHY, until }]);
    // Sent again, since its answer was lost, it is the same look.
    expect(await look(demand, { next })).toEqual(looked);
    expect(await demand.deps.store.parts(demand.id, SILENCE_LOOK())).toHaveLength(1);
    expect(await problemOf(look(demand, { reason: 'before-a-court' }))).toBe('409 look_not_due');
  });

  test('is followed by the next by the rulebook at the latest', async () => {
    const demand = await endless();
    await demand.plan();
    demand.at('2027-11-20T10:00:00.000Z');
    for (const next of ['2027-11-19', '2028-11-21', '2199-01-01'])
      expect(await problemOf(look(demand, { next }))).toBe('422 next_look_out_of_range');
    expect(await look(demand)).toMatchObject({ until: '2028-11-19T10:00:00.000Z' });
  });

  test('prolongs no order: what ends by another ends as it would have', async () => {
    const demand = await endless();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'shortened', of: 0, until: '2027-12-31' }), rita);
    demand.at('2027-11-20T10:00:00.000Z');
    await look(demand);
    await demand.accept(1);
    expect(await clock(demand)).toMatchObject({ state: 'stopped' });
    demand.at('2028-01-01T00:00:00.001Z');
    await demand.sweep();
    expect(await demand.notice()).toMatchObject({ regime: 'delay', until: '2027-12-31' });
    expect(await demand.actions()).toContain('notice.queued');
    expect(await problemOf(look(demand))).toBe('409 no_endless_silence');
  });

  test('is asked for in its time, of silence that has no end, by a reviewer who brought none of it and read its papers', async () => {
    const demand = await endless();
    await demand.plan();
    expect(await problemOf(look(demand))).toBe('409 look_not_due');
    const brought = anOrder({ kind: 'ordered', issued: '2026-11-20' });
    await demand.bring(brought, rita);
    await demand.accept(1);
    demand.at(DUE);
    expect(await problemOf(look(demand, {}, rita))).toBe('403 second_person_required');
    expect(await problemOf(look(demand, {}, olga))).toBe('403 role_required');
    expect(await problemOf(look(demand, { on: 99 }))).toBe('409 stale_decision');
    expect(await problemOf(look(demand, { reason: 'paper-says-so' }))).toBe('422 reason_of_another_decision');
    expect(await problemOf(lookAtSilence(demand.id, {}, ruth, demand.deps))).toBe('422 reason_missing');
    expect(await look(demand)).toMatchObject({ until: '2028-11-22T09:00:00.000Z' });
    const timed = await silencedDemand();
    await timed.plan();
    expect(await problemOf(look(timed))).toBe('409 no_endless_silence');
  });

  test('is not recorded by who has not opened the order that silences', async () => {
    const demand = await silencedDemand({ notice: { regime: 'notify' }, secrecy: undefined });
    await demand.plan();
    await demand.bring(anOrder({ kind: 'ordered' }), rita);
    await demand.accept(1, person('reviewer', 'rosa'));
    demand.at('2028-12-01T09:00:00.000Z');
    expect(await problemOf(look(demand))).toBe('409 paper_not_read');
    await demand.read(1, ruth);
    expect(await problemOf(look(demand))).toBe('none');
  });

  test('of two who look at once is one', async () => {
    const demand = await endless();
    await demand.plan();
    demand.at(DUE);
    const answers = await Promise.all([ruth, rita].map((who) => problemOf(look(demand, {}, who))));
    expect(answers.sort()).toEqual(['409 look_not_due', 'none']);
    expect(await demand.deps.store.parts(demand.id, SILENCE_LOOK())).toHaveLength(1);
  });
});
