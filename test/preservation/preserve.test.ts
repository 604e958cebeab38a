import { PRESERVATION_PART, PreservationPart } from '../../functions/ledger/parts/preservation.part.ts';
import { preservationOf } from '../../functions/preservation/preservation.ts';
import { preserve } from '../../functions/preservation/preserve.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { memoryObjects } from '../kit/memory-objects.ts';
import { type Desk, fileApproved, openDesk } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, dictionary, reviewOf } from '../retrieval/builders.ts';

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  const empty = memoryObjects();
  const clients = { documents: engine.documents, bucket: () => empty };
  const names = JSON.parse('{}');
  desk = await openDesk(engine, { names, clients, buckets: { mail: empty, files: empty }, connectors: {} });
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
    record: { demand: demandOf({ data: ['content.mail', 'sessions', 'secrets'] }), ...record },
    determination,
    review: reviewOf(),
  });
const run = (demandId: string) => preserve({ demandId, round: 1 }, { ...desk.ledger, dictionary });

describe('a preservation', () => {
  it('keeps what was demanded through the whole last day, and discloses nothing', async () => {
    const demandId = await file();
    expect(await run(demandId)).toEqual({ demandId, round: 1 });
    expect(await desk.ledger.store.readPart(demandId, PRESERVATION_PART, PreservationPart)).toMatchObject({
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
