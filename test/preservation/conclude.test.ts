import { PRESERVATION } from '../../functions/ledger/parts/preservation.part.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { preservationOf } from '../../functions/preservation/preservation.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { memoryObjects } from '../kit/memory-objects.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { type Desk, fileApproved, openDesk } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from '../retrieval/builders.ts';
import { noSecret } from '../retrieval/sample-stores.ts';

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  const empty = memoryObjects();
  const clients = { documents: engine.documents, bucket: () => empty, secret: noSecret };
  const none = JSON.parse('{}');
  const buckets = { mail: empty, files: empty, calls: empty };
  desk = await openDesk(engine, { names: none, clients, buckets, connectors: none, byService: none });
});
afterAll(() => engine.stop());

const determination = determinationOf({
  outcome: 'preserve',
  authorised: [],
  preserve: true,
  until: '2027-02-21',
});
const file = (record = {}) =>
  fileApproved(desk, {
    record: {
      status: 'filed',
      demand: demandOf({ data: ['content.mail', 'sessions', 'secrets'] }),
      ...record,
    },
    determination,
    review: reviewOf(),
  });
const run = (demandId: string) =>
  conclude('preserve', { demandId, round: 1 }, { ...desk.ledger, dictionary, clocks: someClocks });

describe('a preservation', () => {
  it('keeps what was demanded through the whole last day, and discloses nothing', async () => {
    const demandId = await file();
    expect(await run(demandId)).toEqual({ demandId, round: 1 });
    expect(await desk.ledger.store.part(demandId, PRESERVATION())).toMatchObject({
      state: 'in-force',
      until: '2027-02-22T00:00:00.000Z',
      dueKind: 'preservation',
      dueAt: '2027-02-22T00:00:00.000Z',
      accounts: ['acct-0001'],
      items: ['content.mail', 'sessions'],
    });
    const record = await desk.ledger.store.read(demandId);
    expect(record).toMatchObject({ conclusion: 'preserved', facts: { outcome: 'preserved' } });
    const events = await desk.ledger.store.events(demandId);
    expect(events.map(({ action }) => action)).toEqual(['demand.filed', 'preservation.placed']);
  });

  it('is placed once', async () => {
    const demandId = await file();
    await run(demandId);
    await run(demandId);
    expect(await desk.ledger.store.events(demandId)).toHaveLength(2);
  });

  it('is not placed for a withdrawn demand', async () => {
    const demandId = await file({ withdrawnAt: '2026-11-20T11:00:00.000Z' });
    await run(demandId);
    expect(await desk.ledger.store.events(demandId)).toHaveLength(1);
  });

  it('lasts until a person ends it where no law says for how long', () => {
    const { determination: decided, ...rest } = determination;
    const { until: _until, ...open } = decided;
    const part = preservationOf(
      demandOf(),
      { ...rest, determination: open },
      dictionary,
      '2026-11-20T09:00:00.000Z',
    );
    expect(part).toMatchObject({ state: 'in-force' });
    expect(part).not.toHaveProperty('dueAt');
  });
});

describe('a demand that discloses nothing', () => {
  const end = (demandId: string, ending: 'refuse' | 'send-elsewhere') =>
    conclude(ending, { demandId, round: 1 }, { ...desk.ledger, dictionary, clocks: someClocks });

  it.each([
    ['filed', 'checks'],
    ['reviewed', 'reviewer'],
    ['release-decided', 'releaser'],
  ])('and is refused while %s was refused by the %s', async (status, by) => {
    const packaged = status === 'release-decided' ? { packageSha256: 'a'.repeat(64) } : {};
    const demandId = await file({ status, ...packaged });
    await end(demandId, 'refuse');
    expect(await desk.ledger.store.read(demandId)).toMatchObject({
      status,
      conclusion: 'refused',
      facts: { outcome: 'rejected' },
    });
    const told = (await desk.ledger.store.events(demandId)).at(-1);
    expect(told).toMatchObject({
      action: 'demand.refused',
      detail: { by, preserve: true, keptUntil: '2027-02-21' },
    });
    expect(await desk.ledger.store.part(demandId, PRESERVATION())).toMatchObject({ state: 'in-force' });
  });

  it('and is refused while it waited for somebody else is kept as long as the law says, and not as long as it waited', async () => {
    const waiting = { outcome: 'suspend' as const, until: '2026-12-03', keptUntil: '2027-01-22' };
    const demandId = await fileApproved(desk, {
      record: { status: 'reviewed' },
      determination: determinationOf({ ...waiting, preserve: true }),
      review: reviewOf({ decision: 'refuse' }),
    });
    await end(demandId, 'refuse');
    expect(await desk.ledger.store.part(demandId, PRESERVATION())).toMatchObject({
      until: '2027-01-23T00:00:00.000Z',
      dueAt: '2027-01-23T00:00:00.000Z',
    });
    const told = (await desk.ledger.store.events(demandId)).at(-1);
    expect(told?.detail).toMatchObject({ preserve: true, keptUntil: '2027-01-22' });
  });

  it('and is sent elsewhere says so, and keeps nothing unless it must', async () => {
    const demandId = await fileApproved(desk, {
      record: { status: 'filed' },
      determination: determinationOf({ outcome: 'redirect', authorised: [], preserve: false }),
      review: reviewOf(),
    });
    await end(demandId, 'send-elsewhere');
    expect(await desk.ledger.store.read(demandId)).toMatchObject({
      conclusion: 'redirected',
      facts: { outcome: 'redirected' },
    });
    expect(await desk.ledger.store.part(demandId, PRESERVATION())).toBeUndefined();
  });

  it('and was sent elsewhere by a reviewer says by whom', async () => {
    const demandId = await file({ status: 'reviewed' });
    await end(demandId, 'send-elsewhere');
    expect(await desk.ledger.store.read(demandId)).toMatchObject({
      status: 'reviewed',
      conclusion: 'redirected',
    });
    const told = (await desk.ledger.store.events(demandId)).at(-1);
    expect(told).toMatchObject({ action: 'demand.redirected', detail: { by: 'reviewer', preserve: true } });
  });

  it('does not end where its checks have not been', async () => {
    const demandId = await file({ status: 'filed' });
    await expect(
      conclude('refuse', { demandId, round: 7 }, { ...desk.ledger, dictionary, clocks: someClocks }),
    ).rejects.toMatchObject({ name: 'InconsistentState' });
  });
});
