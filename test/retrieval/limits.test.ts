import { randomUUID } from 'node:crypto';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { partKey, pieceKey } from '../../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { replaced } from '../../functions/ledger/part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { PRESERVATION, type PreservationPart } from '../../functions/ledger/parts/preservation.part.ts';
import { MAX_GRANTS, SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import type { Held } from '../../functions/provider/account-directory.ts';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { passesOf } from '../../functions/retrieval/passes.ts';
import type { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { MAX_TARGETS, type Target } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { MAX_ACCOUNTS } from '../../functions/validity/resolve-targets.ts';
import { chainFaults } from '../../scripts/fsck/chain-faults.ts';
import { itemFaults } from '../../scripts/fsck/item-faults.ts';
import { lifeOf } from '../../scripts/fsck/life-faults.ts';
import { rawDemand } from '../../scripts/fsck/raw-demand.ts';
import { itemsOf } from '../../scripts/fsck/read-items.ts';
import { allOf } from '../kit/all-of.ts';
import { arrangeDesk, lawUnseen, problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { noMarks } from '../kit/no-marks.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { dictionary } from './builders.ts';

/** Input and output of a state of Step Functions. */
const STATE_BYTES = 262_144;
const DATA = ['content', 'traffic', 'subscriber', 'sessions'];
const AT = new Date('2026-11-23T10:00:00.000Z');

let engine: Engine;
let table: string;
beforeAll(async () => {
  engine = await startEngine();
  table = await engine.createDemandsTable();
});
afterAll(() => engine.stop());

const targets = Array.from(
  { length: MAX_TARGETS },
  (_, index): Target => ({
    type: 'device',
    value: `IMEI-35000000${String(index).padStart(6, '0')}`,
  }),
);

/** The longest name that an account may have. */
const longId = () => `${randomUUID()}${'x'.repeat(92)}`;

/** Six days, each by itself, of a period: whoever had an identifier on them has as many spans in each grant. */
const PERIOD = { from: '2026-01-01', to: '2026-01-31' };
const DAYS = [2, 6, 10, 14, 18, 22].map((day) => ({
  from: new Date(Date.UTC(2026, 0, day)).toISOString(),
  to: new Date(Date.UTC(2026, 0, day + 1)).toISOString(),
}));

/** A demand of as many targets as there may be, each of so many accounts, through the steps of a real table. */
function arrange(perTarget: number, newId: () => string, times: readonly Held[] = [{}]) {
  const { deps: desk } = arrangeDesk(engine, table);
  const store = dynamoDemandStore(engine.documents, table);
  const deps = { store, marks: noMarks, clock: () => AT, rulebook: lawUnseen, dictionary };
  const known = {
    customer: 'public-sector',
    usPerson: false,
    inUS: false,
    dataCountry: 'DE',
    controllerCountry: 'FR',
  } as const;
  const directory = {
    find: async () => ({
      holders: Array.from({ length: perTarget }, newId).flatMap((account) =>
        times.map((time) => ({ account, ...known, ...time })),
      ),
      otherTimes: [],
    }),
  };
  const file = () =>
    fileSample(store, {
      record: { status: 'filed', demand: sampleDemand({ targets, data: DATA, period: PERIOD }) },
      determination: 'none',
    });
  const review = async (demandId: string, decision: Partial<ReviewRequest> = {}) =>
    decideReview(demandId, { round: 1, decision: 'approve', ...decision }, rita, {
      ...desk,
      rulebook: { ...lawUnseen, dictionary: { ...dictionary, known: () => true } },
    });
  /** Authorises all, whatever the law thinks of it: sizes are what this is about. */
  const authorise = async (demandId: string) => {
    await checkValidity({ demandId, round: 1 }, { ...deps, directory });
    const part = await store.part(demandId, DETERMINATION(1));
    if (!part) throw new Error('it was checked');
    const determination = {
      ...part.determination,
      outcome: 'accept' as const,
      authorised: DATA,
      targets: targets.map((_, index) => index),
    };
    await changeDemand(deps, demandId, () => ({
      set: {},
      action: 'review.requested',
      actor: SERVICE,
      detail: {},
      parts: [replaced(DETERMINATION(1), { ...part, determination }, part)],
      result: undefined,
    }));
  };
  return { store, deps, directory, file, authorise, review };
}

const faultsOf = async (demandId: string) => {
  const raw = rawDemand(demandId, await itemsOf(engine.documents, table, demandId));
  const life = lifeOf(raw);
  return [...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)];
};

describe('two hundred devices', () => {
  it('of two accounts each are compiled, and carried in states that hold them', async () => {
    const { store, deps, file, authorise, review } = arrange(2, randomUUID);
    const demandId = await file();
    await authorise(demandId);
    await review(demandId);
    const compiled = await compileScope({ demandId, round: 1 }, deps);
    const scope = await store.part(demandId, SCOPE(1));
    expect(scope?.grants).toHaveLength(400 * SERVICE_NAMES.length);
    expect(compiled.grants.length).toBeLessThan(210);
    expect(JSON.stringify(compiled).length).toBeLessThan(STATE_BYTES / 2);
    const read = compiled.grants.flatMap(({ grant, more = [] }) => [grant, ...more]);
    expect(read.sort((a, b) => a - b)).toEqual(scope?.grants.map((_, index) => index));
    for (const { grant, service, more = [] } of compiled.grants)
      for (const one of [grant, ...more]) expect(scope?.grants[one]?.service).toBe(service);
    expect(await compileScope({ demandId, round: 1 }, deps)).toEqual(compiled);
    expect(await faultsOf(demandId)).toEqual([]);
  });

  it('are retrieved up to the limit, with the longest names of accounts', async () => {
    const { store, deps, file, authorise, review } = arrange(
      MAX_GRANTS / SERVICE_NAMES.length / MAX_TARGETS,
      longId,
    );
    const demandId = await file();
    await authorise(demandId);
    await review(demandId);
    const compiled = await compileScope({ demandId, round: 1 }, deps);
    expect((await store.part(demandId, SCOPE(1)))?.grants).toHaveLength(MAX_GRANTS);
    expect(JSON.stringify(compiled).length).toBeLessThan(STATE_BYTES / 2);
    expect(await faultsOf(demandId)).toEqual([]);
  });

  it('beyond it are narrowed by the reviewer, who is told the limit', async () => {
    const { store, deps, file, authorise, review } = arrange(6, longId);
    const demandId = await file();
    await authorise(demandId);
    expect(await problemOf(review(demandId))).toBe('422 too_many_grants');
    expect((await store.read(demandId))?.status).toBe('awaiting-review');
    await review(demandId, { targets: [0, 1, 2], reason: 'burden-out-of-proportion' });
    const { grants } = await compileScope({ demandId, round: 1 }, deps);
    expect(grants).toHaveLength(3 * 6 * SERVICE_NAMES.length);
    expect(grants.every(({ more }) => more === undefined)).toBe(true);
  });

  it('whose scope would be too long to be stored are narrowed too', async () => {
    const { file, authorise, review } = arrange(4, longId, DAYS);
    const demandId = await file();
    await authorise(demandId);
    expect(await problemOf(review(demandId))).toBe('422 too_many_grants');
    await review(demandId, { targets: [0], reason: 'burden-out-of-proportion' });
  });

  it('are checked up to the limit of accounts, and beyond it can be refused only', async () => {
    const most = arrange(MAX_ACCOUNTS / MAX_TARGETS, longId);
    const demandId = await most.file();
    await checkValidity({ demandId, round: 1 }, { ...most.deps, directory: most.directory });
    expect((await most.store.part(demandId, DETERMINATION(1)))?.accounts).toHaveLength(MAX_ACCOUNTS);
    expect(await faultsOf(demandId)).toEqual([]);
    const more = arrange(MAX_ACCOUNTS / MAX_TARGETS + 1, longId);
    const beyond = await more.file();
    await more.authorise(beyond);
    expect(await more.store.part(beyond, DETERMINATION(1))).toMatchObject({
      tooManyAccounts: true,
      accounts: [],
    });
    expect(await problemOf(more.review(beyond))).toBe('422 too_many_accounts');
    expect(await problemOf(more.review(beyond, { decision: 'refuse', reason: 'file-in-parts' }))).toBe(
      'none',
    );
  });
});

describe('a part in pieces', () => {
  const accounts = Array.from({ length: 6000 }, longId);
  const preservation: PreservationPart = {
    state: 'in-force',
    placedAt: AT.toISOString(),
    accounts,
    items: DATA,
    dueKind: 'preservation',
    dueAt: AT.toISOString(),
  };

  async function keep(change: Partial<PreservationPart>[]) {
    const { deps, file } = arrange(0, longId);
    const demandId = await file();
    for (const one of change) {
      const before = await deps.store.part(demandId, PRESERVATION());
      await changeDemand(deps, demandId, () => ({
        set: {},
        action: 'preservation.placed',
        actor: SERVICE,
        detail: {},
        parts: [replaced(PRESERVATION(), { ...preservation, ...one }, before)],
        result: undefined,
      }));
    }
    return { store: deps.store, demandId };
  }

  it('is what it was, is taken off the index, and may grow shorter', async () => {
    const { store, demandId } = await keep([{}]);
    expect(await store.part(demandId, PRESERVATION())).toEqual(preservation);
    const { deps } = arrangeDesk(engine, table);
    expect(await allOf(deps.dues.due('preservation', AT.toISOString()))).toMatchObject([{ demandId }]);
    await deps.dues.settle({ demandId, key: 'preservation' });
    const { dueKind: _kind, dueAt: _at, ...settled } = preservation;
    expect(await store.part(demandId, PRESERVATION())).toEqual(settled);
    expect(await faultsOf(demandId)).toEqual([]);
    const shorter = await keep([{}, { accounts: accounts.slice(0, 3000) }]);
    expect((await shorter.store.part(shorter.demandId, PRESERVATION()))?.accounts).toHaveLength(3000);
    expect(await faultsOf(shorter.demandId)).toEqual([]);
  });

  it('that lacks one or has another is not believed', async () => {
    const lacking = await keep([{}]);
    await engine.documents.send(
      new DeleteCommand({ TableName: table, Key: pieceKey(lacking.demandId, 'preservation', 1) }),
    );
    await expect(lacking.store.part(lacking.demandId, PRESERVATION())).rejects.toMatchObject({
      name: 'UnreadableItem',
    });
    expect(await faultsOf(lacking.demandId)).not.toEqual([]);
    const altered = await keep([{}]);
    const set = (Key: object, name: string, value: unknown) =>
      engine.documents.send(
        new UpdateCommand({
          TableName: table,
          Key,
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    const text = JSON.stringify({
      ...preservation,
      accounts: ['acct-another'],
      dueKind: undefined,
      dueAt: undefined,
    });
    await set(pieceKey(altered.demandId, 'preservation', 0), 'text', text);
    await set(partKey(altered.demandId, 'preservation'), 'pieces', 1);
    expect(await faultsOf(altered.demandId)).toContain('item: preservation is altered');
    expect(await faultsOf(altered.demandId)).toContain('item: piece is malformed or unknown');
  });
});

it.each([0, 1, 199, 200, 201, 2400, MAX_GRANTS])('%d grants are in passes once each', (count) => {
  const grants = Array.from({ length: count }, (_, index) => ({
    service: SERVICE_NAMES[index % SERVICE_NAMES.length] ?? '',
  }));
  const passes = passesOf(grants);
  expect(passes.length).toBeLessThanOrEqual(200 + SERVICE_NAMES.length);
  const read = passes.flatMap(({ grant, more = [] }) => [grant, ...more]).sort((a, b) => a - b);
  expect(read).toEqual(grants.map((_, index) => index));
});
