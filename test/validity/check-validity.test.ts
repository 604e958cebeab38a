import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import type { DirectoryEntry } from '../../functions/provider/account-directory.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { Demand, Target } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { decide } from '../../functions/validity/decide/decide.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
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
    const asked: [target: Target, now: string][] = [];
    const directory = {
      find: async (target: Target, now: Date) => {
        asked.push([target, now.toISOString()]);
        return known[target.value] ?? [];
      },
    };
    return { asked, deps: { store, directory, rulebook: law, clock: () => new Date(NOW) } };
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
    expect(asked).toEqual([[{ type: 'email', value: 'alice@example.com' }, NOW]]);
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
    expect(record).not.toHaveProperty('dueKind');
    expect(record).not.toHaveProperty('dueAt');
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
  ])('leaves facts of a demand that it would %s', async (outcome, change, facts) => {
    const demand = sampleDemand(change);
    const { deps } = arrange({ [demand.targets[0]?.value ?? '']: [ALICE] });
    const others = { accounts: 7, enterprise: true, narrowed: true, secrecy: true };
    const demandId = await file({ demand, facts: sampleFacts(others) });
    const before = (await store.read(demandId))?.facts;
    expect(before).toMatchObject(others);
    expect(await checkValidity({ demandId, round: 1 }, deps)).toMatchObject({ outcome });
    const after = { accounts: 1, enterprise: false, narrowed: false, secrecy: false, ...facts };
    expect((await store.read(demandId))?.facts).toMatchObject({ ...before, ...after });
    expect((await store.events(demandId)).at(-1)?.facts).toMatchObject(after);
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
