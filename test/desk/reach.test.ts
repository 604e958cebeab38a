import fc from 'fast-check';
import { Reach } from '../../functions/desk/reach.schema.ts';
import { reachOf } from '../../functions/desk/reach-of.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { readReachRoute } from '../../functions/desk/read-reach.route.ts';
import { readReach } from '../../functions/desk/read-reach.ts';
import { milestonesOf } from '../../functions/ledger/agent-events.ts';
import { created } from '../../functions/ledger/part.ts';
import { FREEZE, type FreezeGrant } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN, type FrozenPart } from '../../functions/ledger/parts/frozen.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import type { FrozenGrant } from '../../functions/retrieval/frozen-grants.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { StoreBusy } from '../../functions/shared/faults.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, olga, olgaReviews, problemOf, rita, sam } from '../kit/desk.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const ACCOUNT = 'acct-0001';
const YEAR = { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' };
const grant = (service: string, item: string): FreezeGrant => ({
  account: ACCOUNT,
  service,
  items: [item],
  period: YEAR,
});
const GRANTS = [grant('sessions', 'sessions'), grant('subscribers', 'subscriber.name')];

const frozenPart = (number: number, change: Partial<FrozenPart> = {}): FrozenPart => ({
  freeze: '1',
  grant: number,
  part: 0,
  account: ACCOUNT,
  service: GRANTS[number]?.service ?? '',
  finishedAt: FILED_AT,
  counts: {},
  fields: {},
  records: { sha256: 'a'.repeat(64), size: 1, byHash: true },
  blobs: { count: 0, bytes: 0 },
  ...change,
});
const SESSIONS = frozenPart(0, {
  counts: { sessions: 9 },
  months: { sessions: { '2026-02': 4, '2026-03': 5 } },
});
const NAME = frozenPart(1, { counts: { 'subscriber.name': 1 }, months: {} });

async function arrange(frozen: readonly FrozenPart[] = [SESSIONS, NAME]) {
  const deps = memoryDeps();
  const data = ['subscriber.name', 'sessions'];
  const id = await fileSample(deps.store, {
    record: { demand: sampleDemand({ data, period: { from: '2026-01-01', to: '2026-06-30' } }) },
    determination: { authorised: data },
    parts: [
      created(FREEZE('1'), { freeze: '1', compiledAt: FILED_AT, grants: GRANTS }),
      ...frozen.map((one) => created(FROZEN('1', one.grant, one.part), one)),
    ],
  });
  const read = async (asked: Parameters<typeof readReach>[1] = {}, who: typeof rita | typeof sam = rita) =>
    Reach.parse(answerOf(readReachRoute, await readReach(id, asked, who, deps)));
  return { id, deps, read };
}

describe('what a scope would reach', () => {
  it('is counted by account, service, item and month before anybody approves', async () => {
    const { read, id } = await arrange();
    const items = [
      { service: 'sessions', item: 'sessions', records: 9, months: { '2026-02': 4, '2026-03': 5 } },
      { service: 'subscribers', item: 'subscriber.name', records: 1 },
    ];
    expect(await read()).toEqual({
      id,
      round: 1,
      matter: 1,
      of: {
        items: ['subscriber.name', 'sessions'],
        targets: [0],
        period: { from: '2026-01-01', to: '2026-06-30' },
      },
      isComplete: true,
      records: 10,
      items: expect.arrayContaining(items.map((one) => ({ ...one, accounts: 1 }))),
      accounts: [{ account: ACCOUNT, records: 10, items: expect.arrayContaining(items) }],
      notHeld: [],
      outOfTime: [],
    });
  });

  it('is what a narrowing leaves of it, and names the months that it cuts', async () => {
    const { read } = await arrange();
    const narrowed = await read({
      items: ['sessions'],
      period: { from: '2026-03-10', to: '2026-04-30' },
    });
    expect(narrowed.accounts).toEqual([
      {
        account: ACCOUNT,
        records: 5,
        items: [
          { service: 'sessions', item: 'sessions', records: 5, months: { '2026-03': 5 }, cut: ['2026-03'] },
        ],
      },
    ]);
    expect((await read({ period: { from: '2026-03-01', to: '2026-04-30' } })).items).not.toContainEqual(
      expect.objectContaining({ cut: expect.anything() }),
    );
  });

  it('says what is not frozen yet, and of which time', async () => {
    const upTo = '2026-03-05T00:00:00.000Z';
    const { read } = await arrange([{ ...SESSIONS, upTo }]);
    const reach = await read();
    expect(reach.isComplete).toBe(false);
    expect(reach.items).toEqual([
      expect.objectContaining({ item: 'sessions', records: 9, missing: 1 }),
      expect.objectContaining({ item: 'subscriber.name', records: 0, missing: 1 }),
    ]);
    const [first] = reach.accounts;
    expect(first?.items.find(({ item }) => item === 'sessions')?.missing).toEqual([
      { from: upTo, to: YEAR.to },
    ]);
  });

  it('of what an earlier release froze is a number without months, at most', async () => {
    const { months: _months, ...uncounted } = SESSIONS;
    const { read } = await arrange([uncounted, NAME]);
    const sessions = (of: Awaited<ReturnType<typeof read>>) =>
      of.items.find(({ item }) => item === 'sessions');
    expect(sessions(await read())).toEqual({
      service: 'sessions',
      item: 'sessions',
      accounts: 1,
      records: 9,
    });
    const period = { from: '2026-03-10', to: '2026-04-30' };
    expect(sessions(await read({ period }))).toMatchObject({ records: 9, isAtMost: true });
  });

  it('is refused where a narrowing widens, and before the checks', async () => {
    const { read, deps } = await arrange();
    expect(await problemOf(read({ items: ['content'] }))).toBe('422 widens');
    expect(await problemOf(read({ period: { from: '2025-01-01', to: '2026-01-31' } }))).toBe('422 widens');
    expect(await problemOf(read({ accounts: ['acct-0009'] }))).toBe('422 widens');
    const unchecked = await fileSample(deps.store, { determination: 'none' });
    expect(await problemOf(readReach(unchecked, {}, rita, deps))).toBe('409 not_checked');
    expect(await problemOf(readReach('nobody', {}, rita, deps))).toBe('404 not_found');
    expect(await problemOf(readReach(unchecked, {}, olgaReviews, deps))).toBe('403 own_demand');
  });

  it('is a look: told once for each person and round, before it is answered, and named in the decision', async () => {
    const { read, id, deps } = await arrange();
    const before = await readDemand(id, olga, deps);
    for (const who of [rita, rita, sam]) await read({}, who);
    const told = (await deps.store.events(id)).filter(({ action }) => action === 'demand.looked');
    expect(told.map(({ actor, detail }) => [actor.subject, detail.looks])).toEqual([
      ['rita', [{ what: 'reach', round: 1 }]],
      ['sam', [{ what: 'reach', round: 1 }]],
    ]);
    expect(milestonesOf(told)).toEqual([]);
    expect(await readDemand(id, olga, deps)).toEqual(before);
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    expect(await deps.store.part(id, REVIEW(1))).toMatchObject({ read: { reach: true } });
    const commit = async () => {
      throw new StoreBusy('away');
    };
    const away = { ...deps, store: { ...deps.store, commit } };
    const tess = { ...sam, subject: 'tess', person: 'tess' };
    await expect(readReach(id, {}, tess, away)).rejects.toThrow(StoreBusy);
  });

  it('comes in pages of accounts', async () => {
    const deps = memoryDeps();
    const accounts = Array.from({ length: 60 }, (_, index) => `acct-${String(index).padStart(4, '0')}`);
    const id = await fileSample(deps.store, {
      record: { demand: sampleDemand({ data: ['sessions'] }) },
      determination: { authorised: ['sessions'] },
      accounts: accounts.map((account) => ({ target: 0, account, customer: 'consumer' })),
    });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await readReach(id, { after }, rita, deps);
      seen.push(...page.accounts.map(({ account }) => account));
      expect(page.items).toMatchObject([{ item: 'sessions', accounts: 60, missing: 60 }]);
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(accounts);
  });
});

describe('counts of what was frozen', () => {
  const DAY = 86_400_000;
  const START = Date.parse('2026-01-01T00:00:00.000Z');
  const instantOf = (day: number) => new Date(START + day * DAY).toISOString();
  const range = fc
    .tuple(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 1, max: 90 }))
    .map(([from, days]) => ({ from: instantOf(from), to: instantOf(from + days) }));

  it('are of exactly what a grant allows, but for the months that it cuts, of which they are no less', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 269 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 269 }),
        range,
        (days, border, period) => {
          const all = { from: instantOf(0), to: instantOf(270) };
          const records = days.map(instantOf);
          const part = (from: string, to: string): FrozenGrant => {
            const own = records.filter((at) => at >= from && at < to);
            const months: Record<string, number> = {};
            for (const at of own) months[at.slice(0, 7)] = (months[at.slice(0, 7)] ?? 0) + 1;
            return {
              demandId: 'd',
              freeze: '1',
              number: 0,
              part: 0,
              grant: { ...grant('sessions', 'sessions'), period: all },
              spans: [{ from, to }],
              counts: { sessions: own.length },
              months: { sessions: months },
            };
          };
          const frozen = [part(all.from, instantOf(border)), part(instantOf(border), all.to)];
          const [reach] = reachOf([{ ...grant('sessions', 'sessions'), period }], frozen);
          const [item] = reach?.items ?? [];
          const own = records.filter((at) => at >= period.from && at < period.to);
          const cut = item?.cut ?? [];
          for (const [month, count] of Object.entries(item?.months ?? {})) {
            const really = own.filter((at) => at.startsWith(month)).length;
            if (cut.includes(month)) expect(count).toBeGreaterThanOrEqual(really);
            else expect(count).toBe(really);
          }
          const told = Object.keys(item?.months ?? {});
          expect(own.every((at) => told.includes(at.slice(0, 7)))).toBe(true);
          expect(item).not.toHaveProperty('missing');
        },
      ),
      { numRuns: 100 },
    );
  });
});
