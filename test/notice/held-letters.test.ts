import { SECRECY } from '../../functions/ledger/parts/secrecy.part.ts';
import { problemOf } from '../kit/desk.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const OVER = '2027-01-01T00:00:00.000Z';
const LATER = '2027-07-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;
const hoursOn = (hours: number) => new Date(Date.parse(OVER) + hours * HOUR_MS).toISOString();
const LONGER = anOrder({ kind: 'ordered', until: '2027-06-30' });

/** A demand whose letters the mailer took. */
async function taken(): Promise<Silenced> {
  const demand = await silencedDemand();
  await demand.plan();
  demand.at(OVER);
  await demand.sweep();
  await demand.mailer({ take: true });
  return demand;
}

const failed = (demand: Silenced, ...letters: number[]) =>
  demand.mailer({ failed: letters.map((letter) => ({ letter })) });

async function order(demand: Silenced): Promise<true | undefined> {
  await demand.bring(LONGER);
  await demand.accept(1);
  return (await demand.deps.store.part(demand.id, SECRECY(1)))?.isLate;
}

/** They are held until the order is over, nobody is told of them meanwhile, and they are written anew then. */
async function expectHeld(demand: Silenced, open: readonly number[]): Promise<void> {
  expect(await demand.notice()).toMatchObject({ state: 'planned', until: '2027-06-30', dueAt: LATER });
  expect(await problemOf(demand.mailer({ take: true }))).toBe('409 not_to_be_told');
  const before = (await demand.actions()).filter((action) => action === 'notice.overdue').length;
  demand.at(hoursOn(100));
  expect(await demand.sweep()).toMatchObject({ notices: 0 });
  expect((await demand.actions()).filter((action) => action === 'notice.overdue')).toHaveLength(before);
  demand.at(LATER);
  await demand.sweep();
  const { letters = [] } = await demand.mailer({ take: true });
  expect(letters.map(({ letter }) => letter)).toEqual(open);
  for (const { text } of letters) expect(text).toContain('bound us until June 30, 2027');
  await demand.mailer({ sent: open.map((letter) => ({ letter, providerId: `m-${letter}` })) });
  expect(await demand.facts()).toMatchObject({ notice: 'sent' });
}

describe('letters that came back to us', () => {
  test('before an order are held by it, which is not late', async () => {
    const demand = await taken();
    await failed(demand, 1, 2);
    expect(await order(demand)).toBeUndefined();
    await expectHeld(demand, [1, 2]);
  });

  test('after an order are held by it', async () => {
    const demand = await taken();
    expect(await order(demand)).toBe(true);
    expect((await demand.notice())?.takenAt).toBe(OVER);
    await failed(demand, 1);
    expect((await demand.notice())?.takenAt).toBe(OVER);
    expect(await problemOf(demand.mailer({ take: true }))).toBe('409 not_to_be_told');
    await failed(demand, 2);
    await expectHeld(demand, [1, 2]);
  });

  test('are held though others were sent, and those are sent once', async () => {
    const demand = await taken();
    await failed(demand, 2);
    await demand.mailer({ sent: [{ letter: 1, providerId: 'm-1' }] });
    expect(await order(demand)).toBe(true);
    await expectHeld(demand, [2]);
  });

  test('are held when the last that was out is confirmed', async () => {
    const demand = await taken();
    expect(await order(demand)).toBe(true);
    await failed(demand, 2);
    await demand.mailer({ sent: [{ letter: 1, providerId: 'm-1' }] });
    await expectHeld(demand, [2]);
  });

  test('since nobody answered are told of once more, and held', async () => {
    const demand = await taken();
    await order(demand);
    demand.at(hoursOn(1));
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
    await expectHeld(demand, [1, 2]);
  });

  test('since nobody answered make a later order late, for they may be known', async () => {
    const demand = await taken();
    demand.at(hoursOn(1));
    await demand.sweep();
    expect(await order(demand)).toBe(true);
    await expectHeld(demand, [1, 2]);
  });

  test('and went out after all are told of, whatever was planned', async () => {
    const demand = await taken();
    await demand.bring(anOrder({ kind: 'ordered' }));
    await demand.accept(1);
    await failed(demand, 1, 2);
    expect(await demand.facts()).toMatchObject({ notice: 'prohibited' });
    await demand.mailer({ sent: [1, 2].map((letter) => ({ letter, providerId: `m-${letter}` })) });
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test('failed once, however often that is said', async () => {
    const demand = await taken();
    await failed(demand, 1);
    await failed(demand, 1);
    expect((await demand.letters())[0]).toMatchObject({ state: 'queued', taken: 1, failed: 1 });
    expect((await demand.actions()).filter((action) => action === 'letter.failed')).toHaveLength(1);
  });
});

describe('a letter that one mailer has', () => {
  test('is given to no other, and nothing is written for that', async () => {
    const demand = await taken();
    const before = await demand.actions();
    expect(await demand.mailer({ take: true })).toEqual({ id: demand.id, letters: [], unconfirmed: 2 });
    expect(await demand.actions()).toEqual(before);
  });

  test('stays with it for its time, though others are told of again', async () => {
    const demand = await taken();
    await failed(demand, 2);
    demand.at(hoursOn(0.5));
    await demand.mailer({ take: true });
    demand.at(hoursOn(1));
    await demand.sweep();
    expect((await demand.letters()).map(({ state }) => state)).toEqual(['queued', 'taken']);
  });
});
