import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { commitTransaction } from '../../functions/ledger/dynamodb-demand.store.ts';
import { LETTERS_AT_ONCE, LettersRequest } from '../../functions/notice/letters.route.ts';
import { problemOf } from '../kit/desk.ts';
import { RECEIVED_AT, someLedger, someRecord } from '../kit/ledgers.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const OVER = '2027-01-01T00:00:00.000Z';
const LATER = '2027-07-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;
const MANY = 200;
const ACCOUNTS = Array.from({ length: MANY }, (_, index) => `acct-${String(index).padStart(4, '0')}`);

async function planned(): Promise<Silenced> {
  const demand = await silencedDemand({ accounts: ACCOUNTS });
  await demand.plan();
  demand.at(OVER);
  return demand;
}

/** The store, but that its nth commit and all after it fail. */
function failing(store: DemandStore, call: number): DemandStore {
  let calls = 0;
  return {
    ...store,
    commit: async (commit) => {
      calls += 1;
      if (calls >= call) throw new Error('cut off');
      return store.commit(commit);
    },
  };
}

const takeAll = async (demand: Silenced): Promise<number[]> => {
  const taken: number[] = [];
  for (;;) {
    const { letters = [] } = await demand.mailer({ take: true });
    if (letters.length === 0) return taken;
    expect(letters.length).toBeLessThanOrEqual(LETTERS_AT_ONCE);
    taken.push(...letters.map(({ letter }) => letter));
  }
};

const EACH = ACCOUNTS.map((_, index) => index + 1);
const countOf = async (demand: Silenced, action: string) =>
  (await demand.actions()).filter((one) => one === action).length;

describe('more letters than one transaction takes', () => {
  test('are written, taken and confirmed some at a time, and the customer is told when all are', async () => {
    const demand = await planned();
    expect(await demand.sweep()).toMatchObject({ notices: 1 });
    expect((await demand.letters()).map(({ account }) => account)).toEqual(ACCOUNTS);
    expect(await countOf(demand, 'notice.queued')).toBe(3);
    const taken = await takeAll(demand);
    expect(taken).toEqual(EACH);
    for (let from = 0; from < MANY; from += LETTERS_AT_ONCE) {
      expect(await demand.facts()).toMatchObject({ notice: 'planned' });
      const some = taken.slice(from, from + LETTERS_AT_ONCE);
      await demand.mailer({ sent: some.map((letter) => ({ letter, providerId: `m-${letter}` })) });
    }
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test.each([
    [1, 0],
    [2, LETTERS_AT_ONCE],
    [3, 2 * LETTERS_AT_ONCE],
  ])('wait until all are written, where the %i. writing is cut off', async (writing, written) => {
    const demand = await planned();
    // The first commit says that the silence is over.
    await demand.sweep(failing(demand.deps.store, 1 + writing)).catch(() => undefined);
    expect(await demand.letters()).toHaveLength(written);
    expect(await problemOf(demand.mailer({ take: true }))).toBe('409 not_to_be_told');
    demand.at(new Date(Date.parse(OVER) + HOUR_MS).toISOString());
    await demand.sweep();
    expect(await takeAll(demand)).toEqual(EACH);
    expect(await countOf(demand, 'notice.queued')).toBe(3);
  });

  test('are written anew from the first, where an order came between', async () => {
    const demand = await planned();
    await demand.sweep(failing(demand.deps.store, 3)).catch(() => undefined);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.accept(1);
    demand.at(LATER);
    await demand.sweep();
    const letters = await demand.letters();
    expect(letters).toHaveLength(MANY);
    for (const { text } of letters) expect(text).toContain('bound us until June 30, 2027');
  });

  test('are returned some at a time when nobody confirms them, also where that is cut off', async () => {
    const demand = await planned();
    await demand.sweep();
    await takeAll(demand);
    demand.at(new Date(Date.parse(OVER) + HOUR_MS).toISOString());
    await demand.sweep(failing(demand.deps.store, 2)).catch(() => undefined);
    const returned = (await demand.letters()).filter(({ state }) => state === 'queued');
    expect(returned).toHaveLength(LETTERS_AT_ONCE);
    demand.at(new Date(Date.parse(OVER) + 2 * HOUR_MS).toISOString());
    await demand.sweep();
    expect(await takeAll(demand)).toEqual(EACH);
    expect(await demand.notice()).toMatchObject({ again: 1 });
  });

  test('are not confirmed in one request', () => {
    const failed = (count: number) => ({ failed: EACH.slice(0, count).map((letter) => ({ letter })) });
    expect(LettersRequest.safeParse(failed(LETTERS_AT_ONCE)).success).toBe(true);
    expect(LettersRequest.safeParse(failed(LETTERS_AT_ONCE + 1)).success).toBe(false);
  });
});

test('a transaction that DynamoDB would refuse is refused by name', () => {
  const [event] = someLedger('d-1', [{}]);
  if (!event) throw new Error('an event was expected');
  const commit = (count: number) => ({
    record: someRecord([event]),
    event,
    parts: Array.from({ length: count }, (_, index) => ({
      key: `letter#${index}`,
      body: { at: RECEIVED_AT },
      mode: 'create' as const,
    })),
  });
  expect(commitTransaction('demands', commit(97), 'work').TransactItems).toHaveLength(100);
  expect(() => commitTransaction('demands', commit(98), 'work')).toThrow(
    expect.objectContaining({ name: 'TransactionTooLarge' }),
  );
});
