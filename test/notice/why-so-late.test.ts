import type { Notice } from '../../functions/shared/determination.schema.ts';
import { silenceKept } from '../../functions/validity/decide/silence-kept.ts';
import { problemOf, rita } from '../kit/desk.ts';
import { someTimes } from '../kit/secrecy-times.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const OVER = '2027-01-01T00:00:00.000Z';
const NOTIFY = { secrecy: undefined, notice: { regime: 'notify' as const } };
const BOUND = /a duty of secrecy bound us until ([^.]*)\./;

/** What the letter of a demand says, at an instant, of why it comes so late. */
async function saidAt(demand: Silenced, instant: string) {
  demand.at(instant);
  await demand.sweep();
  const { letters = [] } = await demand.mailer({ take: true });
  const text = letters[0]?.text ?? '';
  return {
    bound: BOUND.exec(text)?.[1],
    asked: text.includes('While it was not clear whether we must'),
    free: text.includes('We were not obliged'),
  };
}

const ASKED = { bound: undefined, asked: true, free: false };
const until = (day: string) => ({ bound: day, asked: false, free: false });

describe('why a letter comes so late', () => {
  test('is no duty where the order was refused', async () => {
    const demand = await silencedDemand(NOTIFY);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.plan();
    demand.at('2026-11-25T10:00:00.000Z');
    await demand.refuse(1);
    expect(await saidAt(demand, '2026-11-25T10:00:00.000Z')).toEqual(ASKED);
    expect(await demand.facts()).toMatchObject({ secrecy: false });
  });

  test('is no duty where nobody examined the order', async () => {
    const demand = await silencedDemand(NOTIFY);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.plan();
    expect(await demand.facts()).toMatchObject({ secrecy: true });
    expect(await saidAt(demand, '2026-12-20T00:00:00.000Z')).toEqual(ASKED);
    expect(await demand.facts()).toMatchObject({ secrecy: false });
  });

  test('is no duty where a claim of silence lacked its proof', async () => {
    const demand = await silencedDemand({ notice: { regime: 'hold' } });
    await demand.plan();
    expect(await saidAt(demand, someTimes.unfoundedUntil('2026-11-24T00:00:00.000Z'))).toEqual(ASKED);
    expect(await demand.facts()).toMatchObject({ secrecy: false });
  });

  test('is the duty that bound us, and that we waited after it for a renewal which was refused', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-30T10:00:00.000Z');
    await demand.bring(anOrder({ kind: 'renewed', of: 0, until: '2027-06-30' }));
    demand.at('2027-01-03T10:00:00.000Z');
    await demand.refuse(1);
    const said = await saidAt(demand, '2027-01-03T10:00:00.000Z');
    expect(said).toEqual({ bound: 'December 31, 2026', asked: true, free: false });
    expect(await demand.facts()).toMatchObject({ secrecy: true });
  });

  test('is the duty alone where what was refused had cost no day', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'renewed', of: 0, until: '2027-06-30' }));
    await demand.refuse(1);
    expect(await saidAt(demand, OVER)).toEqual(until('December 31, 2026'));
  });

  test('ends with the order that lifted it, not with the plan that came later', async () => {
    const demand = await silencedDemand();
    await demand.bring(anOrder({ kind: 'lifted', of: 0, issued: '2026-11-23' }));
    await demand.accept(1);
    demand.at('2026-12-10T00:00:00.000Z');
    await demand.plan();
    expect(await saidAt(demand, '2026-12-10T00:00:00.000Z')).toEqual(until('November 23, 2026'));
  });

  test('ends on the day of the order, where its time was over before the plan', async () => {
    const demand = await silencedDemand();
    demand.at('2027-01-09T00:00:00.000Z');
    await demand.plan();
    expect(await saidAt(demand, '2027-01-09T00:00:00.000Z')).toEqual(until('December 31, 2026'));
  });

  test('ends where it was shortened to, though nobody said so before it was past', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-20T00:00:00.000Z');
    await demand.bring(anOrder({ kind: 'shortened', of: 0, until: '2026-12-15' }));
    await demand.accept(1);
    expect(await saidAt(demand, '2026-12-20T00:00:00.000Z')).toEqual(until('December 15, 2026'));
  });

  test('is the last of several that overlapped, and none that was refused', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    for (const day of ['2027-03-01', '2027-02-01', '2027-04-01'])
      await demand.bring(anOrder({ kind: 'ordered', until: day }));
    await demand.accept(1);
    await demand.accept(2);
    await demand.refuse(3);
    expect(await saidAt(demand, '2027-03-02T00:00:00.000Z')).toEqual(until('March 1, 2027'));
  });

  test('ends with the lifting of a renewal, not with what it had renewed', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'renewed', of: 0, until: '2027-06-30' }));
    await demand.accept(1);
    await demand.bring(anOrder({ kind: 'challenged', of: 1 }), rita);
    await demand.accept(2);
    demand.at('2026-12-05T00:00:00.000Z');
    await demand.bring(anOrder({ kind: 'lifted', of: 1, issued: '2026-12-05' }));
    await demand.accept(3);
    expect(await saidAt(demand, '2026-12-05T00:00:00.000Z')).toEqual(until('December 5, 2026'));
  });

  test('is the duty of an earlier round, whose paper was over at the next', () => {
    const at = (notice: Notice, decidedAt: string) => ({ notice, decidedAt });
    const rounds = [
      at({ regime: 'prohibited' }, '2026-11-24T00:00:00.000Z'),
      at({ regime: 'notify' }, '2026-12-01T00:00:00.000Z'),
    ];
    expect(silenceKept(rounds, [])).toEqual({
      bound: { until: '2026-12-01T00:00:00.000Z' },
      isUnproven: false,
    });
  });

  test('is nothing where nobody asked for silence', async () => {
    const demand = await silencedDemand(NOTIFY);
    await demand.plan();
    expect(await saidAt(demand, '2026-11-24T00:00:00.000Z')).toEqual({
      bound: undefined,
      asked: false,
      free: true,
    });
  });
});

describe('what shortens an order that is refused afterwards', () => {
  test('silences nobody, and is not accepted after', async () => {
    const demand = await silencedDemand(NOTIFY);
    await demand.plan();
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.bring(anOrder({ kind: 'shortened', of: 1, until: '2027-05-01' }));
    await demand.bring(anOrder({ kind: 'renewed', of: 1, until: '2027-12-31' }));
    await demand.accept(2);
    expect(await demand.notice()).toMatchObject({ until: '2027-05-01' });
    await demand.refuse(1);
    expect(await problemOf(demand.accept(3))).toBe('409 order_replaced');
    expect(await saidAt(demand, '2026-11-25T00:00:00.000Z')).toMatchObject({ bound: undefined });
  });

  test('nor does a renewal of it', async () => {
    const demand = await silencedDemand(NOTIFY);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.bring(anOrder({ kind: 'renewed', of: 1, until: '2027-12-31' }));
    await demand.refuse(1);
    expect(await problemOf(demand.accept(2))).toBe('409 no_such_order');
  });
});
