import { tellLooks } from '../../functions/desk/tell-looks.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { SECRECY } from '../../functions/ledger/parts/secrecy.part.ts';
import { ATTEMPTS } from '../../functions/shared/problems.ts';
import { fred, olga, olgaReviews, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { interrupted } from '../kit/interrupted.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const LONGER = '2027-06-30';
const RENEWED = anOrder({ kind: 'renewed', of: 0, until: LONGER });
const OVER = '2027-01-01T00:00:00.000Z';

describe('an order of silence', () => {
  test('that renews one before its end puts the notice off, from the moment it is brought', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-30T10:00:00.000Z');
    expect(await demand.bring(RENEWED)).toEqual({
      id: demand.id,
      order: 1,
      state: 'pending',
      binds: true,
    });
    expect((await demand.notice())?.dueAt).toBe('2027-01-09T10:00:00.000Z');
    expect(await demand.facts()).toMatchObject({ gagUntil: '2027-01-09T10:00:00.000Z' });
    await demand.accept(1);
    expect(await demand.facts()).toMatchObject({ secrecy: true, gagUntil: '2027-07-01T00:00:00.000Z' });
    expect(await demand.notice()).toMatchObject({
      state: 'planned',
      until: LONGER,
      dueAt: '2027-07-01T00:00:00.000Z',
    });
    demand.at('2027-06-30T23:59:59.000Z');
    expect(await demand.sweep()).toMatchObject({ notices: 0 });
    demand.at('2027-07-01T00:00:00.000Z');
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
    expect(await demand.facts()).toMatchObject({ secrecy: true, gagLiftedAt: '2027-07-01T00:00:00.000Z' });
    expect(await demand.facts()).not.toHaveProperty('gagUntil');
    expect(await demand.actions()).toEqual([
      ...['demand.filed', 'notice.planned', 'secrecy.recorded', 'secrecy.decided'],
      ...['secrecy.expired', 'notice.queued'],
    ]);
    expect(findChainFaults(await demand.deps.store.events(demand.id))).toEqual([]);
  });

  test('that prolongs one comes with a paper which has neither ordered nor prolonged it', async () => {
    const [first, second] = ['1', '2'].map((digit) => [
      { sha256: digit.repeat(64), mediaType: 'application/pdf' as const, title: 'Order' },
    ]);
    if (!first || !second) throw new Error('two papers');
    const demand = await silencedDemand();
    await demand.bring({ ...RENEWED, documents: first });
    await demand.accept(1);
    const again = anOrder({ kind: 'renewed', of: 1, until: '2027-12-31', documents: first });
    expect(await problemOf(demand.bring(again))).toBe('422 nothing_new');
    await demand.bring({ ...again, documents: [...second, ...first] });
    await demand.accept(2);
    const third = { ...again, of: 2, until: '2028-06-30' } as typeof again;
    expect(await problemOf(demand.bring({ ...third, documents: first }))).toBe('422 nothing_new');
    expect(await problemOf(demand.bring({ ...third, documents: second }))).toBe('422 nothing_new');
  });

  test('that comes with the paper of another says so to who decides, and to no agent', async () => {
    const documents = [{ sha256: '1'.repeat(64), mediaType: 'application/pdf' as const, title: 'Order' }];
    const demand = await silencedDemand();
    await demand.bring({ ...RENEWED, documents });
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-12-31' }));
    expect(await demand.bring(anOrder({ kind: 'ordered', until: '2028-12-31', documents }))).toEqual({
      id: demand.id,
      order: 3,
      state: 'pending',
      binds: true,
    });
    const flagged = await demand.deps.store.parts(demand.id, SECRECY(''));
    expect(flagged.map(({ order, samePaperAs }) => [order, samePaperAs])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, [1]],
    ]);
    expect((await demand.deps.store.events(demand.id)).at(-1)?.detail).toMatchObject({ samePaperAs: [1] });
  });

  test('that lifts one is brought by the desk though the authority has brought as many as it may', async () => {
    const demand = await silencedDemand();
    for (let day = 1; day <= 50; day += 1)
      await demand.bring(
        anOrder({
          kind: 'ordered',
          until: `2028-${day > 28 ? '02' : '01'}-${String(((day - 1) % 28) + 1).padStart(2, '0')}`,
        }),
      );
    const more = anOrder({ kind: 'ordered', until: '2029-01-01' });
    expect(await problemOf(demand.bring(more))).toBe('409 too_many_orders');
    expect(await demand.bring(anOrder({ kind: 'lifted', of: 0 }), rita)).toMatchObject({ order: 51 });
  });

  test('that nobody examines is heeded for a time and no longer', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-30T10:00:00.000Z');
    await demand.bring(RENEWED);
    demand.at('2027-01-09T10:00:00.000Z');
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
    const expired = (await demand.deps.store.events(demand.id)).find(
      ({ action }) => action === 'secrecy.expired',
    );
    expect(expired?.detail).toMatchObject({ orders: [0, 1], unexamined: [1] });
  });

  test('that follows one which nobody examined is heeded no longer than that', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-30T10:00:00.000Z');
    await demand.bring(RENEWED);
    demand.at('2027-01-08T10:00:00.000Z');
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-12-31' }));
    expect((await demand.notice())?.dueAt).toBe('2027-01-09T10:00:00.000Z');
    await demand.accept(2);
    await demand.bring(anOrder({ kind: 'ordered', until: '2028-12-31' }));
    expect(await demand.deps.store.part(demand.id, SECRECY(3))).toMatchObject({
      heededUntil: '2027-01-18T10:00:00.000Z',
    });
  });

  test('that follows one which was refused is heeded when it is accepted, of another side at once', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(RENEWED);
    await demand.refuse(1);
    const another = anOrder({ kind: 'ordered', until: '2027-12-31' });
    demand.at('2026-12-30T10:00:00.000Z');
    await demand.bring(another);
    expect(await demand.notice()).toMatchObject({ until: '2026-12-31', dueAt: OVER });
    await demand.bring(another, rita);
    expect((await demand.notice())?.dueAt).toBe('2027-01-09T10:00:00.000Z');
    await demand.accept(2);
    expect(await demand.notice()).toMatchObject({ until: '2027-12-31' });
  });

  test('that is refused lets the notice go on its old day', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(RENEWED);
    await demand.refuse(1);
    expect(await demand.notice()).toMatchObject({ until: '2026-12-31', dueAt: OVER });
    demand.at(OVER);
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
  });

  test('that came before anything was planned is in the plan', async () => {
    const demand = await silencedDemand();
    await demand.bring(RENEWED);
    await demand.accept(1);
    expect(await demand.notice()).toBeUndefined();
    await demand.plan();
    expect(await demand.notice()).toMatchObject({ state: 'planned', until: LONGER });
  });

  test('without an end stops the plan, and one that lifts it has the customer told', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'ordered' }));
    await demand.accept(1);
    expect(await demand.notice()).toMatchObject({ state: 'prohibited' });
    expect(await demand.facts()).toMatchObject({ notice: 'prohibited', secrecy: true });
    expect(await demand.facts()).not.toHaveProperty('gagUntil');
    expect(await demand.facts()).not.toHaveProperty('gagLiftedAt');
    demand.at('2027-03-01T10:00:00.000Z');
    expect(await demand.sweep()).toMatchObject({ silences: 1, notices: 0 });
    await demand.bring(anOrder({ kind: 'lifted', of: 1, issued: '2027-03-01' }), rita);
    expect(await demand.notice()).toMatchObject({ state: 'prohibited' });
    await demand.accept(2);
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
    expect(await demand.facts()).toMatchObject({
      notice: 'planned',
      gagLiftedAt: '2027-03-01T10:00:00.000Z',
    });
    expect(await demand.mailer({ take: true })).toMatchObject({ unconfirmed: 2 });
  });

  test('that is shortened ends on the new day, once another person has said so', async () => {
    const demand = await silencedDemand({ notice: { regime: 'delay', until: LONGER } });
    await demand.plan();
    await demand.bring(anOrder({ kind: 'shortened', of: 0, until: '2026-12-15' }), rita);
    expect((await demand.notice())?.until).toBe(LONGER);
    await demand.accept(1);
    expect((await demand.notice())?.until).toBe('2026-12-15');
  });

  test('that is challenged stays, and the ledger says so', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    const before = await demand.notice();
    await demand.bring(anOrder({ kind: 'challenged', of: 0 }), rita);
    await demand.accept(1);
    expect(await demand.notice()).toEqual(before);
    expect(await demand.actions()).toContain('secrecy.recorded');
  });

  test('that comes when the customer was told is kept, and undoes nothing', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at(OVER);
    await demand.sweep();
    await demand.mailer({ take: true });
    await demand.bring(anOrder({ kind: 'ordered', until: LONGER, issued: '2026-12-31' }));
    expect((await demand.notice())?.takenAt).toBe(OVER);
    expect(await demand.deps.store.part(demand.id, SECRECY(1))).toMatchObject({ isLate: true });
  });

  test('brought twice is one order', async () => {
    const demand = await silencedDemand();
    await demand.bring(RENEWED);
    expect(await demand.bring(RENEWED)).toMatchObject({ order: 1, state: 'pending' });
    expect(await demand.actions()).toEqual(['demand.filed', 'secrecy.recorded']);
  });

  test('under a letter is lifted with its certificate', async () => {
    const demand = await silencedDemand({
      notice: { regime: 'prohibited' },
      secrecy: { basis: '18 USC 2705(b)', orderedBy: 'court' },
    });
    await demand.plan();
    await demand.bring(anOrder({ kind: 'lifted', of: 0 }));
    await demand.accept(1);
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
  });
});

describe('an order that is decided on', () => {
  const LIFTED = anOrder({ kind: 'lifted', of: 0 });
  const [PAPER = ''] = LIFTED.documents.map(({ sha256 }) => sha256);
  const accept = { order: 1, decision: 'accept' as const, reason: 'paper-says-so' };

  test('was read by who decides: a lift that nobody opened frees nothing', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(LIFTED);
    const before = await demand.notice();
    const refuse = { order: 1, decision: 'refuse' as const, reason: 'paper-says-otherwise' };
    for (const decision of [accept, refuse, { ...accept, readElsewhere: [PAPER] }])
      expect(await problemOf(demand.decide(decision))).toBe('409 paper_not_read');
    await demand.read(1, rita);
    expect(await problemOf(demand.decide(accept))).toBe('409 paper_not_read');
    expect(await demand.notice()).toEqual(before);
    expect(await demand.sweep()).toMatchObject({ notices: 0 });
    await demand.accept(1);
    const { detail } = (await demand.deps.store.events(demand.id)).at(-1) ?? {};
    expect(detail).toMatchObject({ on: 1, reason: 'paper-says-so', read: { papers: [PAPER] } });
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
  });

  test('whose paper is not shown was asked for, and is said to have been read elsewhere', async () => {
    const demand = await silencedDemand();
    await demand.bring(LIFTED);
    const look = { what: 'paper' as const, sha256: PAPER, notShown: 'not-scanned' as const };
    await tellLooks(demand.id, [look], ruth, demand.deps);
    expect(await problemOf(demand.decide(accept))).toBe('409 paper_not_read');
    await demand.decide({ ...accept, readElsewhere: [PAPER] });
    const { detail } = (await demand.deps.store.events(demand.id)).at(-1) ?? {};
    expect(detail).toMatchObject({ read: { papers: [], elsewhere: [PAPER] } });
  });

  test('is decided on as it stands, for a reason of its own', async () => {
    const demand = await silencedDemand();
    await demand.bring(LIFTED);
    await demand.read(1, ruth);
    expect(await problemOf(demand.decide({ ...accept, on: 7 }))).toBe('409 stale_decision');
    const { reason: _reason, ...unreasoned } = accept;
    expect(await problemOf(demand.decide(unreasoned))).toBe('422 reason_missing');
    const other = { ...accept, reason: 'order-not-authentic' };
    expect(await problemOf(demand.decide(other))).toBe('422 reason_of_another_decision');
    expect(await demand.decide({ ...accept, on: 1 })).toMatchObject({ state: 'accepted' });
  });
});

describe('an order that cannot be', () => {
  test.each([
    ['another demand’s', anOrder({ kind: 'ordered', concerns: '26-gj-9999' }), '409 order_of_other_demand'],
    [
      'over before it was made',
      anOrder({ kind: 'ordered', issued: '2026-11-20', until: '2026-11-19' }),
      '422 order_ends_before_it_begins',
    ],
    [
      'over already',
      anOrder({ kind: 'ordered', issued: '2026-11-01', until: '2026-11-22' }),
      '409 order_has_ended',
    ],
    ['a lifting from before', anOrder({ kind: 'lifted', of: 0, issued: '2026-11-15' }), '422 order_precedes'],
    [
      'a renewal from before',
      anOrder({ kind: 'renewed', of: 0, issued: '2026-11-01', until: LONGER }),
      '422 order_precedes',
    ],
    ['made tomorrow', anOrder({ kind: 'ordered', issued: '2026-11-25' }), '422 date_in_future'],
    ['of an order that nobody knows', anOrder({ kind: 'lifted', of: 7 }), '409 no_such_order'],
    [
      'a renewal that ends sooner',
      anOrder({ kind: 'renewed', of: 0, until: '2026-12-01' }),
      '422 does_not_prolong',
    ],
    [
      'a shortening that ends later',
      anOrder({ kind: 'shortened', of: 0, until: LONGER }),
      '422 does_not_shorten',
    ],
  ])('%s is refused, recorded, and changes nothing', async (_name, order, expected) => {
    const demand = await silencedDemand();
    await demand.plan();
    const before = await demand.notice();
    expect(await problemOf(demand.bring(order))).toBe(expected);
    expect(await demand.notice()).toEqual(before);
    expect(await demand.actions()).toEqual(['demand.filed', 'notice.planned']);
  });

  test('a renewal of what has ended is refused, whether or not a sweep came by', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at(OVER);
    expect(await problemOf(demand.bring(RENEWED))).toBe('409 renews_an_ended_order');
    await demand.sweep();
    expect(await problemOf(demand.bring(RENEWED))).toBe('409 renews_an_ended_order');
  });

  test('a change from before an order that came later is refused, and one of its own day is not', async () => {
    const demand = await silencedDemand();
    await demand.bring(anOrder({ kind: 'ordered', issued: '2026-11-22', until: LONGER }));
    const lifts = (issued: string) => demand.bring(anOrder({ kind: 'lifted', of: 1, issued }));
    expect(await problemOf(lifts('2026-11-21'))).toBe('422 order_precedes');
    expect(await lifts('2026-11-22')).toMatchObject({ order: 2 });
  });

  test('what was replaced is not changed once more', async () => {
    const demand = await silencedDemand();
    await demand.bring(RENEWED);
    await demand.accept(1);
    expect(await problemOf(demand.bring(anOrder({ kind: 'lifted', of: 0 })))).toBe('409 order_replaced');
    await demand.bring(anOrder({ kind: 'renewed', of: 1, until: '2027-12-31' }));
    await demand.bring(anOrder({ kind: 'lifted', of: 1 }));
    await demand.accept(3);
    expect(await problemOf(demand.accept(2))).toBe('409 order_replaced');
  });

  test('what binds nobody is not accepted', async () => {
    const demand = await silencedDemand();
    const wish = anOrder({ kind: 'ordered', basis: '18 USC 2705(a)', orderedBy: 'agency', until: LONGER });
    expect(await demand.bring(wish)).toMatchObject({ binds: false });
    expect(await problemOf(demand.accept(1))).toBe('409 order_does_not_bind');
  });

  test('leaves a trace', () => {
    for (const key of [
      'order_of_other_demand',
      'order_ends_before_it_begins',
      'renews_an_ended_order',
    ] as const)
      expect(ATTEMPTS).toContain(key);
  });
});

describe('who decides on an order', () => {
  test('is a reviewer who neither brought it nor filed the demand', async () => {
    const demand = await silencedDemand();
    await demand.bring(RENEWED, rita);
    expect(await problemOf(demand.accept(1, rita))).toBe('403 second_person_required');
    expect(await problemOf(demand.accept(1, person('reviewer', 'RITA')))).toBe('403 second_person_required');
    expect(await problemOf(demand.accept(1, olga))).toBe('403 role_required');
    expect(await problemOf(demand.accept(1, olgaReviews))).toBe('403 own_demand');
    expect(await demand.accept(1, ruth)).toMatchObject({ state: 'accepted' });
    expect(await demand.accept(1, ruth)).toMatchObject({ state: 'accepted' });
    expect(await problemOf(demand.refuse(1, rita))).toBe('403 second_person_required');
    expect(await problemOf(demand.refuse(1, person('reviewer', 'rolf')))).toBe('409 order_decided');
  });

  test('no agent of another authority brings one', async () => {
    const demand = await silencedDemand();
    expect(await problemOf(demand.bring(RENEWED, fred))).toBe('404 not_found');
  });
});

describe('an order that comes in the second in which the notice is sent', () => {
  const RENEWS = anOrder({ kind: 'ordered', until: LONGER });

  /** A sweep, and then the mailer, as often as either has something to do. */
  const send = async (demand: Silenced, store?: DemandStore) => {
    await demand.sweep(store).catch(() => undefined);
    await demand.mailer({ take: true }, store).catch(() => undefined);
  };

  /** The order came before the letters were taken, and holds them, or after it, and says so. */
  async function expectOneAfterTheOther(demand: Silenced): Promise<void> {
    const notice = await demand.notice();
    const orders = await demand.deps.store.parts(demand.id, SECRECY(''));
    const actions = await demand.actions();
    const isTaken = notice?.takenAt !== undefined;
    expect(actions.includes('letter.taken')).toBe(isTaken);
    for (const order of orders) expect(order.isLate === true).toBe(isTaken);
    if (orders.length > 0 && isTaken)
      expect(actions.indexOf('letter.taken')).toBeLessThan(actions.indexOf('secrecy.recorded'));
    if (orders.length > 0 && !isTaken) {
      expect(Date.parse(notice?.dueAt ?? '')).toBeGreaterThan(Date.parse(OVER));
      expect(await problemOf(demand.mailer({ take: true }))).toBe('409 not_to_be_told');
    }
    expect(findChainFaults(await demand.deps.store.events(demand.id))).toEqual([]);
  }

  const times = (length: number) => Array.from({ length }, (_, index) => [index + 1]);

  test.each(times(40))('is before or after, between any two calls (%i) of sweep and mailer', async (call) => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at(OVER);
    await send(
      demand,
      interrupted(demand.deps.store, call, () => demand.bring(RENEWS)),
    );
    await expectOneAfterTheOther(demand);
  });

  test.each(times(12))('is so too where they come between two calls (%i) of the order', async (call) => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at(OVER);
    await demand.bring(
      RENEWS,
      olga,
      interrupted(demand.deps.store, call, () => send(demand)),
    );
    await expectOneAfterTheOther(demand);
  });

  test('is so too of many orders, sweeps and mailers at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const demand = await silencedDemand();
      await demand.plan();
      demand.at(OVER);
      const orders = ['2027-03-01', '2027-04-01'].map((until) =>
        demand.bring(anOrder({ kind: 'ordered', until })),
      );
      await Promise.allSettled([send(demand), ...orders, send(demand)]);
      const orderActions = (await demand.actions()).filter((action) => action === 'secrecy.recorded');
      expect(orderActions).toHaveLength(2);
      const brought = await demand.deps.store.parts(demand.id, SECRECY(''));
      const held = brought.filter(({ isLate }) => !isLate);
      if (held.length > 0) expect((await demand.notice())?.takenAt).toBeUndefined();
    }
  });
});
