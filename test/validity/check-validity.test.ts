import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { SUSPENSION } from '../../functions/ledger/parts/suspension.part.ts';
import {
  type AccountDirectory,
  type DirectoryEntry,
  isHeldIn,
} from '../../functions/provider/account-directory.ts';
import { endInstant } from '../../functions/shared/calendar.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { Demand, Target } from '../../functions/shared/demand.schema.ts';
import type { InstantRange } from '../../functions/shared/instant-range.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { decide } from '../../functions/validity/decide/decide.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { noMarks } from '../kit/no-marks.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { law, sampleOf } from './law.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const ALICE: DirectoryEntry = { account: 'acct-0001', customer: 'consumer' };
const ACME: DirectoryEntry = { account: 'acct-0002', customer: 'enterprise', dataCountry: 'DE', inUS: false };

describe('checking the validity of a demand', () => {
  let engine: Engine;
  let store: DemandStore;
  beforeAll(async () => {
    engine = await startEngine();
    store = dynamoDemandStore(engine.documents, await engine.createDemandsTable());
  });
  afterAll(() => engine.stop());

  /** A directory that knows whom these identifiers name, and remembers what it was asked. */
  const arrange = (known: Record<string, DirectoryEntry[]>) => {
    const asked: [target: Target, time: InstantRange][] = [];
    const directory: AccountDirectory = {
      find: async (target, time) => {
        asked.push([target, time]);
        const entries = known[target.value] ?? [];
        const [holders, others] = [true, false].map((held) =>
          entries.filter((one) => isHeldIn(one, time) === held),
        );
        return { identifier: target.value, holders: holders ?? [], otherTimes: others ?? [] };
      },
    };
    return { asked, deps: { store, directory, rulebook: law, marks: noMarks, clock: () => new Date(NOW) } };
  };
  /** A demand that was filed and not checked in the round that it is in. */
  const file = (record: Record<string, unknown> = {}) =>
    fileSample(store, { record: { status: 'filed', ...record }, determination: 'none' });
  const targets = (...values: string[]) => values.map((value) => ({ type: 'email' as const, value }));

  it('records the determination with everything that it was made from', async () => {
    const { deps, asked } = arrange({ 'alice@example.com': [ALICE] });
    const demandId = await file({ dueKind: 'start', dueAt: NOW });
    const demand = (await store.read(demandId))?.demand;
    if (!demand) throw new Error('nothing was filed');
    const circumstances = {
      now: NOW,
      accounts: [{ target: 0, matched: true, customer: 'consumer' as const }],
    };
    const determination = decide(law, demand, circumstances);
    expect(determination.outcome).toBe('accept');

    expect(await checkValidity({ demandId, round: 1 }, deps)).toEqual({
      demandId,
      round: 1,
      outcome: 'accept',
    });
    expect(asked).toEqual([
      [
        { type: 'email', value: 'alice@example.com' },
        { from: NOW, to: '2026-11-23T10:00:00.001Z' },
      ],
    ]);
    const inputsHash = sha256Hex(canonicalJson({ demand, circumstances }));
    expect(await store.part(demandId, DETERMINATION(1))).toMatchObject({
      round: 1,
      decidedAt: NOW,
      inputsHash,
      circumstances,
      accounts: [{ target: 0, account: 'acct-0001', customer: 'consumer' }],
      determination,
    });
    const record = await store.read(demandId);
    expect(record).toMatchObject({ status: 'filed', outcome: 'accept', reasons: determination.reasons });
    expect(record?.dueKind).toBe('run');
    const events = await store.events(demandId);
    expect(findChainFaults(events)).toEqual([]);
    expect(events.at(-1)).toMatchObject({
      action: 'validity.checked',
      actor: { kind: 'service' },
      detail: { round: 1, outcome: 'accept', rulebook: law.version, inputsHash, accounts: 1 },
    });
  });

  it('tells the ledger how many accounts, never which', async () => {
    const { deps } = arrange({ 'alice@example.com': [ALICE] });
    const demandId = await file();
    await checkValidity({ demandId, round: 1 }, deps);
    const told = JSON.stringify(await store.events(demandId));
    expect(told).not.toContain('acct-0001');
    expect(told).not.toContain('alice');
  });

  it('knows of an identifier that names nobody that it does', async () => {
    const { deps } = arrange({});
    const demandId = await file();
    await checkValidity({ demandId, round: 1 }, deps);
    expect(await store.part(demandId, DETERMINATION(1))).toMatchObject({
      circumstances: { accounts: [{ target: 0, matched: false, customer: 'consumer' }] },
      accounts: [],
    });
    expect((await store.read(demandId))?.facts).toMatchObject({ accounts: 0, enterprise: false });
  });

  it.each([
    ['where the data of all accounts lies', { dataCountry: 'IE' }, ['DE', 'IE']],
    ['nothing of it where that is not known of one', {}, undefined],
  ])('tells the ledger %s', async (_, known, dataCountries) => {
    const { deps } = arrange({ 'alice@example.com': [{ ...ALICE, ...known }, ACME] });
    const demandId = await file();
    await checkValidity({ demandId, round: 1 }, deps);
    expect((await store.read(demandId))?.facts.dataCountries).toEqual(dataCountries);
  });

  it('resolves every target to every holder, and counts an account once', async () => {
    const { deps, asked } = arrange({
      'alice@example.com': [ALICE],
      'shared@example.com': [ALICE, ACME],
    });
    const demand = sampleDemand({
      targets: targets('alice@example.com', 'nobody@example.com', 'shared@example.com'),
    });
    const demandId = await file({ demand });
    await checkValidity({ demandId, round: 1 }, deps);
    expect(asked.map(([{ value }]) => value)).toEqual(demand.targets.map(({ value }) => value));
    const part = await store.part(demandId, DETERMINATION(1));
    expect(part?.circumstances.accounts).toEqual([
      { target: 0, matched: true, customer: 'consumer' },
      { target: 1, matched: false, customer: 'consumer' },
      { target: 2, matched: true, customer: 'consumer' },
      { target: 2, matched: true, customer: 'enterprise', dataCountry: 'DE', inUS: false },
    ]);
    expect(part?.accounts).toEqual([
      { target: 0, account: 'acct-0001', customer: 'consumer' },
      { target: 2, account: 'acct-0001', customer: 'consumer' },
      { target: 2, account: 'acct-0002', customer: 'enterprise' },
    ]);
    expect((await store.read(demandId))?.facts).toMatchObject({ accounts: 2, enterprise: true });
  });

  /** A number that was Alice's to the end of March, and has been Bob's since May. */
  const RECYCLED = '+12025550123';
  const handed: Record<string, DirectoryEntry[]> = {
    [RECYCLED]: [
      { ...ALICE, from: '2020-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
      { account: 'acct-0009', customer: 'consumer', from: '2026-05-01T00:00:00.000Z' },
    ],
  };
  const whose = async (change: Partial<Demand>, known = handed) => {
    const demand = sampleDemand({ targets: [{ type: 'phone', value: RECYCLED }], ...change });
    const { deps } = arrange(known);
    const demandId = await file({ demand });
    const { outcome } = await checkValidity({ demandId, round: 1 }, deps);
    const part = await store.part(demandId, DETERMINATION(1));
    const accounts = part?.accounts.map(({ account }) => account);
    return { outcome, accounts, reasons: part?.determination.reasons, part };
  };
  const at = (moment: string): Partial<Demand> => ({
    targets: [{ type: 'phone', value: RECYCLED, at: moment }],
    period: { from: '2026-01-01', to: '2026-06-30' },
  });
  const period = (from: string, to: string): Partial<Demand> => ({ period: { from, to } });

  it.each<[string, Partial<Demand>, string, string[]]>([
    ['the time of the first holder', period('2026-01-01', '2026-03-31'), 'accept', ['acct-0001']],
    ['the time of the second', period('2026-05-01', '2026-06-30'), 'accept', ['acct-0009']],
    ['a time of nobody', period('2026-04-01', '2026-04-30'), 'accept', []],
    ['the time of both', period('2026-01-01', '2026-06-30'), 'refer', ['acct-0001', 'acct-0009']],
    ['more than the time of one', period('2026-03-01', '2026-04-10'), 'refer', ['acct-0001']],
    ['no time, which is now', {}, 'accept', ['acct-0009']],
    ['a time before all', period('2019-12-01', '2020-01-31'), 'refer', ['acct-0001']],
    ['an instant of the first', at('2026-03-31T23:59:59.999Z'), 'accept', ['acct-0001']],
    ['the instant at which the first ended', at('2026-04-01T00:00:00Z'), 'accept', []],
    ['the instant at which the second began', at('2026-05-01T02:00:00+02:00'), 'accept', ['acct-0009']],
    ['the last day of the first', at('2026-03-31'), 'accept', ['acct-0001']],
  ])(
    'asks whose an identifier was in the time that is meant: %s',
    async (_name, change, outcome, accounts) => {
      const found = await whose(change);
      expect([found.outcome, found.accounts]).toEqual([outcome, accounts]);
      expect(found.reasons).toEqual(outcome === 'refer' ? ['holder-uncertain'] : []);
    },
  );

  it('takes a date as its whole day: an address that changed at noon had two holders on it', async () => {
    const noon = '2026-03-10T12:00:00.000Z';
    const known = {
      '203.0.113.99': [
        { ...ALICE, to: noon },
        { ...ACME, customer: 'consumer' as const, from: noon },
      ],
    };
    const on = (moment: string) =>
      whose({ targets: [{ type: 'ip-address', value: '203.0.113.99', at: moment }] }, known);
    expect(await on('2026-03-10')).toMatchObject({ outcome: 'refer', accounts: ['acct-0001', 'acct-0002'] });
    expect(await on('2026-03-09')).toMatchObject({ outcome: 'accept', accounts: ['acct-0001'] });
    expect(await on('2026-03-10T12:00:00Z')).toMatchObject({ outcome: 'accept', accounts: ['acct-0002'] });
  });

  it('does not take a number that was given to the same account again for another holder', async () => {
    const months = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => `${day}T00:00:00.000Z`);
    const leases = months.slice(1).map((to, index) => ({ ...ALICE, from: months[index], to }));
    const found = await whose(period('2026-01-01', '2026-02-28'), { [RECYCLED]: [...leases].reverse() });
    expect(found).toMatchObject({ outcome: 'accept', accounts: ['acct-0001'] });
    expect(found.part?.accounts).toEqual([
      { target: 0, account: 'acct-0001', customer: 'consumer', from: months[0], to: months[2] },
    ]);
  });

  it('records when each holder had it, for the decision and for the scope', async () => {
    const { part } = await whose(period('2026-01-01', '2026-06-30'));
    const times = [
      { from: '2020-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
      { from: '2026-05-01T00:00:00.000Z' },
    ];
    expect(part?.accounts).toMatchObject(times);
    expect(part?.circumstances.accounts).toMatchObject(times);
  });

  it('says on the record when its answer is due, for the list of the desk', async () => {
    const { deps } = arrange({});
    const { demand } = sampleOf('eu/epoc');
    const demandId = await file({ demand });
    await checkValidity({ demandId, round: 1 }, deps);
    const { due } = (await store.part(demandId, DETERMINATION(1)))?.determination ?? {};
    expect(due).toMatch(/^2\d{3}-/);
    expect((await store.read(demandId))?.due).toBe(endInstant(due ?? ''));
  });

  it('tells reviewers how what was found was looked for, and when else it named an account', async () => {
    const { part } = await whose(period('2026-05-02', '2026-06-30'));
    expect(part?.matched).toEqual([
      {
        target: 0,
        identifier: RECYCLED,
        from: '2026-05-02T00:00:00.000Z',
        to: '2026-07-01T00:00:00.000Z',
        otherTimes: [{ from: '2020-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' }],
        others: 1,
      },
    ]);
    expect(part).not.toHaveProperty('unmatched');
  });

  it('tells reviewers what was looked for in vain, and when it named others, not whom', async () => {
    const { part } = await whose(period('2026-04-02', '2026-04-30'));
    expect(part?.unmatched).toEqual([
      {
        target: 0,
        identifier: RECYCLED,
        from: '2026-04-02T00:00:00.000Z',
        to: '2026-05-01T00:00:00.000Z',
        otherTimes: [
          { from: '2026-05-01T00:00:00.000Z' },
          { from: '2020-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
        ],
        others: 2,
      },
    ]);
    expect(JSON.stringify(part?.unmatched)).not.toContain('acct-');
  });

  it('keeps the nearest of many other times, and their number', async () => {
    const days = Array.from({ length: 40 }, (_, n) => ({
      account: `acct-${n}`,
      customer: 'consumer' as const,
      from: new Date(Date.UTC(2026, 0, n + 1)).toISOString(),
      to: new Date(Date.UTC(2026, 0, n + 2)).toISOString(),
    }));
    const { part } = await whose(period('2026-03-01', '2026-03-01'), { [RECYCLED]: days });
    expect(part?.unmatched?.[0]).toMatchObject({ others: 40 });
    expect(part?.unmatched?.[0]?.otherTimes).toHaveLength(10);
    expect(part?.unmatched?.[0]?.otherTimes[0]).toEqual({ from: days[39]?.from, to: days[39]?.to });
  });

  it('trusts no directory that answers with a holder of another time', async () => {
    const { deps } = arrange({});
    const demandId = await file();
    const later = { ...ALICE, from: '2027-01-01T00:00:00.000Z' };
    const directory = { find: async () => ({ holders: [later], otherTimes: [] }) };
    await expect(checkValidity({ demandId, round: 1 }, { ...deps, directory })).rejects.toMatchObject({
      name: 'InconsistentState',
    });
  });

  it.each(['auth0|1', 'acct*', '../acct-0001', '-x', ''])(
    'takes no id that no policy and no folder can carry: %s',
    async (account) => {
      const { deps } = arrange({ 'alice@example.com': [{ ...ALICE, account }] });
      const demandId = await file();
      await expect(checkValidity({ demandId, round: 1 }, deps)).rejects.toMatchObject({
        name: 'InconsistentState',
      });
      expect(await store.events(demandId)).toHaveLength(1);
    },
  );

  it('does not deny what the directory does not know', async () => {
    const { deps } = arrange({ 'alice@example.com': [{ ...ALICE, usPerson: undefined, inUS: true }] });
    const demandId = await file();
    await checkValidity({ demandId, round: 1 }, deps);
    const [match] = (await store.part(demandId, DETERMINATION(1)))?.circumstances.accounts ?? [];
    expect(match).toEqual({ target: 0, matched: true, customer: 'consumer', inUS: true });
    expect(match).not.toHaveProperty('usPerson');
  });

  it('takes into account what people found out about who sent it', async () => {
    const { deps } = arrange({ 'alice@example.com': [ALICE] });
    const authenticity = { callback: 'no-answer' as const, signals: ['lookalike-domain' as const] };
    const demandId = await file({ authenticity });
    expect(await checkValidity({ demandId, round: 1 }, deps)).toMatchObject({ outcome: 'hold' });
    expect((await store.part(demandId, DETERMINATION(1)))?.circumstances.authenticity).toEqual(authenticity);
  });

  it.each<[string, Partial<Demand>, Partial<Facts>]>([
    ['accept', {}, {}],
    ['narrow', { data: ['subscriber', 'content.mail'] }, { narrowed: true }],
    ['accept', sampleOf('us/national-security-letter').demand, { secrecy: true }],
    [
      'accept',
      { secrecy: { basis: '18 USC 2705(b)', orderedBy: 'court', until: '2027-01-31' } },
      { secrecy: true, gagUntil: '2027-02-01T00:00:00.000Z' },
    ],
  ])('leaves facts of a demand that it would %s', async (outcome, change, facts) => {
    const demand = sampleDemand(change);
    const { deps } = arrange({ [demand.targets[0]?.value ?? '']: [ALICE] });
    const gagUntil = '2026-12-01T00:00:00.000Z';
    const others = { accounts: 7, enterprise: true, narrowed: true, secrecy: true, gagUntil };
    const demandId = await file({ demand, facts: sampleFacts(others) });
    const { gagUntil: end, ...before } = (await store.read(demandId))?.facts ?? sampleFacts();
    expect({ ...before, gagUntil: end }).toMatchObject(others);
    expect(await checkValidity({ demandId, round: 1 }, deps)).toMatchObject({ outcome });
    const after = { accounts: 1, enterprise: false, narrowed: false, secrecy: false, ...facts };
    expect((await store.read(demandId))?.facts).toMatchObject({ ...before, ...after });
    expect((await store.read(demandId))?.facts.gagUntil).toBe(facts.gagUntil);
    expect((await store.events(demandId)).at(-1)?.facts).toMatchObject(after);
  });

  it('asks a person about an end that comes from an account, and keeps waiting as the paper has it', async () => {
    const { deps } = arrange({ 'alice@example.com': [ACME] });
    const demandId = await file();
    expect((await checkValidity({ demandId, round: 1 }, deps)).outcome).toBe('refer');
    expect(await store.read(demandId)).toMatchObject({
      status: 'filed',
      outcome: 'redirect',
      reasons: ['enterprise-customer'],
    });

    const { demand } = sampleOf('eu/epoc');
    const [target] = demand.targets;
    if (!target) throw new Error('the sample names somebody');
    const order = arrange({ [target.value]: [ACME] });
    const suspended = await file({ demand: { ...demand, dates: { received: '2026-11-19' } } });
    expect((await checkValidity({ demandId: suspended, round: 1 }, order.deps)).outcome).toBe('refer');
    expect((await store.read(suspended))?.outcome).toBe('redirect');
    expect(await store.part(suspended, SUSPENSION(1))).toMatchObject({ until: '2026-11-30' });
  });

  it('decides what the paper ends by itself as if nobody were named, and notes what accounts would have asked', async () => {
    const { deps } = arrange({ 'alice@example.com': [ACME] });
    const refused = await file({ demand: sampleDemand({ data: ['secrets'] }) });
    expect((await checkValidity({ demandId: refused, round: 1 }, deps)).outcome).toBe('reject');
    expect(await store.part(refused, DETERMINATION(1))).toMatchObject({
      circumstances: { accounts: [] },
      accounts: [{ target: 0, account: 'acct-0002', customer: 'enterprise' }],
      determination: { outcome: 'reject', reasons: ['secrets-never-produced'] },
    });

    const { demand } = sampleOf('eu/epoc-pr');
    const [target] = demand.targets;
    if (!target) throw new Error('the sample names somebody');
    const body = { account: 'acct-0003', customer: 'public-sector' as const, controllerCountry: 'PL' };
    const order = arrange({ [target.value]: [body] });
    const kept = await file({ demand: { ...demand, dates: { received: '2026-11-19' } } });
    expect((await checkValidity({ demandId: kept, round: 1 }, order.deps)).outcome).toBe('preserve');
    expect(await store.part(kept, DETERMINATION(1))).toMatchObject({
      accounts: [{ account: 'acct-0003' }],
      aside: ['enterprise-customer'],
      determination: { outcome: 'preserve', reasons: [] },
    });
  });

  it('returns what it found when it runs again, and asks nobody', async () => {
    const { deps, asked } = arrange({ 'alice@example.com': [ALICE] });
    const demandId = await file();
    const first = await checkValidity({ demandId, round: 1 }, deps);
    const { deps: moved, asked: askedAgain } = arrange({ 'alice@example.com': [ACME] });
    expect(await checkValidity({ demandId, round: 1 }, moved)).toEqual(first);
    expect([asked.length, askedAgain.length]).toEqual([1, 0]);
    expect((await store.events(demandId)).map(({ action }) => action)).toEqual([
      'demand.filed',
      'validity.checked',
    ]);
    expect((await store.part(demandId, DETERMINATION(1)))?.accounts).toMatchObject([
      { account: 'acct-0001' },
    ]);
  });

  it('decides nothing while the directory is away', async () => {
    const { deps } = arrange({});
    const demandId = await file();
    const away = Object.assign(new Error('the directory'), { name: 'DirectoryAway' });
    const directory = { find: () => Promise.reject(away) };
    await expect(checkValidity({ demandId, round: 1 }, { ...deps, directory })).rejects.toBe(away);
    expect(await store.part(demandId, DETERMINATION(1))).toBeUndefined();
    expect(await store.events(demandId)).toHaveLength(1);
  });

  it('checks no round but the present one', async () => {
    const { deps } = arrange({ 'alice@example.com': [ALICE] });
    const demandId = await file({ round: 2 });
    for (const round of [1, 3])
      await expect(checkValidity({ demandId, round }, deps)).rejects.toMatchObject({
        name: 'InconsistentState',
      });
    expect(await checkValidity({ demandId, round: 2 }, deps)).toMatchObject({ round: 2 });
    expect(await store.part(demandId, DETERMINATION(2))).toMatchObject({ round: 2 });
  });

  it('checks nothing that has moved on', async () => {
    const { deps } = arrange({ 'alice@example.com': [ALICE] });
    const demandId = await fileSample(store);
    await expect(checkValidity({ demandId, round: 1 }, deps)).rejects.toMatchObject({
      name: 'IllegalTransition',
    });
  });
});
