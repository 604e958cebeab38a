import fc from 'fast-check';
import { commitOf } from '../../functions/ledger/commit-of.ts';
import type { Commit } from '../../functions/ledger/demand.store.ts';
import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { dynamoFilingStore } from '../../functions/ledger/dynamodb-filing.store.ts';
import { ACTIONS } from '../../functions/ledger/event.schema.ts';
import { lastWritten } from '../../functions/ledger/last-written.ts';
import { PART_KINDS } from '../../functions/ledger/part-kinds.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import { statusAfter, TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { WRITER_NAMES, WRITERS, type Writer, type WriterName } from '../../functions/ledger/writers.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { livedDemand } from '../kit/lived-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const AT = '2026-11-23T09:00:00.000Z';
const clock = () => new Date(AT);

/** A request as the adapter of the functions makes it. */
const requestOf = ({ record: wanted, event, parts }: Commit, more: object = {}): RecordRequest => {
  const { at, action, actor, detail } = event;
  const change = { record: wanted, at, action, actor, detail, parts, ...more };
  return RecordRequest.parse(JSON.parse(JSON.stringify({ change })));
};

const FILING = {
  authorityId: 'us-usao-ndca',
  keyHash: 'k',
  requestHash: 'h',
  demandId: 'd-1',
  filedAt: AT,
  expiresAt: 2_000_000_000,
};

/** What is for nobody to set. */
const FOLLOWS = ['version', 'head', 'status', 'id', 'matter', 'dueKind', 'dueAt'];

describe('the recorder', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  async function arrange(id: string) {
    const [demands, work] = [await engine.createDemandsTable(), await engine.createPlainTable()];
    const store = dynamoDemandStore(engine.documents, demands);
    const filings = dynamoFilingStore(engine.documents, { demands, work });
    const deps = {
      store,
      filings,
      dues: dynamoDueStore(engine.documents, demands),
      clock,
      last: lastWritten(),
    };
    const [filed, withdrawn, closed] = livedDemand(id);
    if (!filed || !withdrawn || !closed) throw new Error('a demand of three changes');
    const ask = (request: RecordRequest, writer: WriterName) => record(request, writer, deps);
    const file = () => ask(requestOf(filed, { filing: FILING }), 'file-demand');
    return { store, filed, withdrawn, closed, ask, file };
  }

  it('writes what each writer asks for, and seals the events itself', async () => {
    const { store, withdrawn, closed, ask, file } = await arrange('d-1');
    expect(await file()).toEqual({ outcome: 'committed' });
    expect(await ask(requestOf(withdrawn), 'withdraw')).toEqual({ outcome: 'committed' });
    expect(await ask(requestOf(closed), 'close')).toEqual({ outcome: 'committed' });
    const events = await store.events('d-1');
    expect(events.map(({ action }) => action)).toEqual(['demand.filed', 'demand.withdrawn', 'demand.closed']);
    expect((await store.read('d-1'))?.head).toBe(events[2]?.hash);
  });

  it('never writes over an event, and says that another change came first', async () => {
    const { store, withdrawn, ask, file } = await arrange('d-2');
    await file();
    await ask(requestOf(withdrawn), 'withdraw');
    const before = await store.events('d-2');
    expect(await file()).toEqual({ outcome: 'conflict' });
    expect(await ask(requestOf(withdrawn), 'withdraw')).toEqual({ outcome: 'conflict' });
    expect(await store.events('d-2')).toEqual(before);
  });

  it('takes neither status, head nor event from its caller', async () => {
    const { store, filed, withdrawn, ask, file } = await arrange('d-3');
    await file();
    const derived = { matter: 7, dueKind: 'never', dueAt: '2076-01-01T00:00:00.000Z' };
    const forged = { ...withdrawn.record, ...derived, status: 'awaiting-review', head: 'f'.repeat(64) };
    await ask(requestOf({ ...withdrawn, record: forged as never }), 'withdraw');
    const [first, second] = await store.events('d-3');
    expect(second?.previous).toBe(first?.hash);
    const { status, dueKind, dueAt } = filed.record;
    expect(await store.read('d-3')).toMatchObject({ status, dueKind, dueAt, matter: 2, head: second?.hash });
  });

  it.each([
    ['of long ago', '2026-11-23T08:00:00.000Z'],
    ['of the time to come', '2026-11-23T09:30:00.000Z'],
  ])('refuses a change %s', async (_, at) => {
    const { withdrawn, ask, file } = await arrange('d-4');
    await file();
    const asked = requestOf({ ...withdrawn, event: { ...withdrawn.event, at } });
    await expect(ask(asked, 'withdraw')).rejects.toThrow('another time');
  });

  it('refuses every writer every action, member and part that is not its own', async () => {
    const { store, file } = await arrange('d-5');
    await file();
    const before = (await store.read('d-5')) as DemandRecord;
    const untouchable = {
      read: async () => before,
      part: async () => undefined,
      commit: async () => 'committed' as const,
    };
    const written: Commit[] = [];
    const deps = {
      store: {
        ...untouchable,
        commit: async (commit: Commit) => {
          written.push(commit);
          return 'committed' as const;
        },
      },
      filings: { file: async () => 'committed' as const },
      dues: { settle: async () => {}, postpone: async () => {} },
      clock,
      last: lastWritten(),
    };
    const members = Object.keys(before).filter((name) => !FOLLOWS.includes(name));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WRITER_NAMES),
        fc.constantFrom(...ACTIONS.filter((action) => action !== 'demand.filed')),
        fc.constantFrom(...members, ''),
        fc.option(
          fc.constantFrom(...PART_KINDS.map(({ prefix }) => `${prefix}${prefix.endsWith('#') ? '1' : ''}`)),
        ),
        fc.constantFrom('create' as const, 'replace' as const),
        async (writer, action, member, key, mode) => {
          const rights: Writer = WRITERS[writer];
          const isMine =
            rights.actions.includes(action) &&
            // It takes one back together with its filing alone.
            !(writer === 'file-demand' && action === 'demand.withdrawn') &&
            (member === '' || rights.sets.includes(member)) &&
            (key === null || mayWrite(rights, key, mode));
          written.length = 0;
          const wanted = { ...before, version: before.version + 1, ...changed(before, member) };
          const kind = TRANSITIONS[action].by[0] ?? 'service';
          const change = {
            record: RECORD.writeAny(wanted, before),
            at: AT,
            action,
            actor: { kind, subject: 'x' },
            detail: {},
            parts: key === null ? [] : [{ key, body: {}, mode }],
          };
          const outcome = await record({ change } as RecordRequest, writer, deps).then(
            () => 'written',
            (error: Error) => error.name,
          );
          if (!isMine) expect([outcome, written.length]).toEqual(['WriteRefused', 0]);
          // An empty part is none, and not every action may follow: but it was not refused as another's.
          else if (action !== 'review.took-effect') expect(outcome).not.toBe('WriteRefused');
        },
      ),
      { numRuns: 500 },
    );
  });

  // It would be counted in another period, in another row, or in a band instead of its row.
  it.each([
    { receivedAt: '2025-11-23T08:59:00.000Z' },
    { series: 'national-security' as const },
    { instrument: 'us/another' },
    { country: 'FR' },
    { identifiers: 40 },
  ])('lets no writer say anew what is reported of the filing: %p', async (other) => {
    const { store, file } = await arrange('d-8');
    await file();
    const before = (await store.read('d-8')) as DemandRecord;
    const deps = {
      ...settling([]),
      store: { read: async () => before, part: store.part, commit: store.commit },
    };
    for (const writer of WRITER_NAMES.filter((name) =>
      (WRITERS[name].sets as readonly string[]).includes('facts'),
    )) {
      const action = WRITERS[writer].actions[0];
      if (action === 'demand.filed') continue;
      const wanted = { ...before, version: before.version + 1, facts: { ...before.facts, ...other } };
      const change = {
        record: RECORD.writeAny(wanted, before),
        at: AT,
        action,
        actor: { kind: TRANSITIONS[action].by[0] ?? 'service', subject: 'x' },
        detail: {},
        parts: [],
      };
      await expect(record({ change } as RecordRequest, writer, deps)).rejects.toThrow('what the filing said');
    }
  });

  it.each([
    ['await-review', 'review#1'],
    ['decide-review', 'review#2'],
    ['clarify', 'clarification#2'],
    ['withdraw', 'withdrawal'],
    ['decide-release', 'decision#release'],
    ['sweep', 'suspension#1'],
  ] as const)('lets %s settle %s', async (writer, key) => {
    const settled: unknown[] = [];
    const answer = await record({ settle: { demandId: 'd-6', key } }, writer, settling(settled));
    expect([answer, settled]).toEqual([{ outcome: 'committed' }, [{ demandId: 'd-6', key }]]);
  });

  // A notice that is off the index is never sent, and no event tells of it.
  it.each(['notice', 'preservation', 'event#000001', 'withdrawal#1'])(
    'lets nobody settle %s without an event',
    async (key) => {
      const settled: unknown[] = [];
      for (const writer of WRITER_NAMES) {
        const asked = record({ settle: { demandId: 'd-6', key } }, writer, settling(settled));
        await expect(asked).rejects.toThrow('does not settle');
      }
      expect(settled).toEqual([]);
    },
  );

  it('lets take effect what a reviewer approved ahead, to the letter, and nothing else', async () => {
    const { store, file } = await arrange('d-9');
    await file();
    const before = (await store.read('d-9')) as DemandRecord;
    const waiting = { ...before, status: 'awaiting-review', round: 2 } as DemandRecord;
    const approved = {
      ...{ round: 1, by: 'rita', at: AT, decision: 'approve' as const },
      ...{ items: ['sessions'], targets: [0], resolves: [] },
    };
    const take = (review: object, ahead?: typeof approved) => {
      const wanted = { ...waiting, version: before.version + 1 };
      const part = async () => ahead as never;
      const deps = {
        ...settling([]),
        store: { read: async () => waiting, part, commit: async () => 'committed' as const },
      };
      const change = {
        record: RECORD.writeAny(wanted, waiting),
        ...{
          at: AT,
          action: 'review.took-effect',
          actor: { kind: 'service', subject: 'due-process' },
          detail: {},
        },
        parts: [{ key: 'review#2', body: { ...review, schemaVersion: 2 }, mode: 'create' }],
      };
      return record({ change } as unknown as RecordRequest, 'await-review', deps);
    };
    const review = { ...approved, round: 2, dueKind: 'answer-review', dueAt: AT };
    expect(await take(review, approved)).toEqual({ outcome: 'committed' });
    await expect(take(review)).rejects.toThrow('nobody approved ahead');
    for (const other of [
      { items: ['content'] },
      { targets: [0, 1] },
      { by: 'mallory' },
      { accounts: ['acct-1'] },
    ])
      await expect(take({ ...review, ...other }, approved)).rejects.toThrow('nobody approved ahead');
  });

  it('lets no writer settle what is another one’s', async () => {
    const asked = record({ settle: { demandId: 'd-6', key: 'suspension#1' } }, 'withdraw', settling([]));
    await expect(asked).rejects.toThrow('withdraw does not settle suspension');
  });
});

describe('the clock of a demand', () => {
  const dueAt = '2026-11-23T09:10:00.000Z';
  const postpone = (to: { dueKind: string; dueAt: string }) => ({ postpone: { demandId: 'd-7', dueAt, to } });
  const standing = { demand: sampleDemand(), facts: sampleFacts() };
  const withDemand = (done: unknown[], status: DemandRecord['status']) => ({
    ...settling(done),
    store: { ...settling(done).store, read: async () => ({ ...standing, status }) as DemandRecord },
  });
  const hours = (count: number) => new Date(Date.parse(AT) + count * 3_600_000).toISOString();

  it('is put off by the sweep, no further than its status lets', async () => {
    const done: unknown[] = [];
    const to = { dueKind: 'wait-review', dueAt: hours(24) };
    await record(postpone(to), 'sweep', withDemand(done, 'awaiting-review'));
    expect(done).toEqual([[{ demandId: 'd-7', dueAt }, to]]);
  });

  it.each([
    ['by another writer', 'withdraw', 'awaiting-review', { dueKind: 'wait-review', dueAt: hours(1) }],
    ['for longer than a day', 'sweep', 'awaiting-review', { dueKind: 'wait-review', dueAt: hours(25) }],
    ['to where another status stands', 'sweep', 'awaiting-review', { dueKind: 'failed', dueAt: hours(1) }],
    ['to where nobody looks', 'sweep', 'awaiting-review', { dueKind: 'never', dueAt: hours(1) }],
    ['of what runs for a day', 'sweep', 'reviewed', { dueKind: 'run', dueAt: hours(24) }],
  ] as const)('is not put off %s', async (_, writer, status, to) => {
    const done: unknown[] = [];
    await expect(record(postpone(to), writer, withDemand(done, status))).rejects.toMatchObject({
      name: 'WriteRefused',
    });
    expect(done).toEqual([]);
  });

  it('ends when the demand is closed, and before that for nobody', async () => {
    const done: unknown[] = [];
    const settle = { settle: { demandId: 'd-7', key: 'demand' } };
    const open = record(settle, 'sweep', withDemand(done, 'failed'));
    await expect(open).rejects.toThrow('that is open');
    await record(settle, 'sweep', withDemand(done, 'closed'));
    expect(done).toEqual([settle.settle]);
  });
});

const settling = (settled: unknown[]): Parameters<typeof record>[2] => ({
  store: { read: async () => undefined, part: async () => undefined, commit: async () => 'conflict' },
  filings: { file: async () => 'conflict' },
  dues: {
    settle: async (item) => {
      settled.push(item);
    },
    postpone: async (...postponed) => {
      settled.push(postponed);
    },
  },
  clock,
  last: lastWritten(),
});

const mayWrite = ({ creates, replaces = [] }: Writer, key: string, mode: 'create' | 'replace') =>
  (mode === 'create' ? [...creates, ...replaces] : replaces).some((beginning) =>
    beginning.endsWith('#') ? key.startsWith(beginning) : key === beginning,
  );

/** The member with another value that it may have, or without one. */
function changed(before: DemandRecord, member: string): object {
  const other: Record<string, unknown> = {
    round: before.round + 1,
    authorityId: 'us-fbi',
    filedBy: 'fred',
    filedAt: '2026-11-23T08:59:00.000Z',
    facts: { ...before.facts, accounts: before.facts.accounts + 1 },
    demand: { ...before.demand, reference: 'another' },
  };
  return member === '' ? {} : { [member]: other[member] };
}

it('gives each action to one writer, and each part to those who make it', () => {
  const writersOf = (action: string) =>
    WRITER_NAMES.filter((name) => (WRITERS[name].actions as readonly string[]).includes(action));
  // A failure that could not be written is written later.
  const failing = ['record-failure', 'sweep'];
  expect(writersOf('demand.failed')).toEqual(failing);
  for (const action of ACTIONS.filter(
    (one) => !['demand.failed', 'demand.withdrawn', 'preservation.lifted'].includes(one),
  ))
    expect([action, writersOf(action).length]).toEqual([action, 1]);
  // A filing takes back the demand whose place its own takes.
  expect(writersOf('demand.withdrawn')).toEqual(['file-demand', 'withdraw']);
  // A request to keep that its authority takes back is kept no more.
  expect(writersOf('preservation.lifted')).toEqual(['clarify', 'withdraw']);
  const creators = (key: string) =>
    WRITER_NAMES.filter((name) => mayWrite(WRITERS[name] as Writer, key, 'create'));
  expect(creators('scope#1')).toEqual(['compile-scope']);
  expect(creators('release#sam')).toEqual(['decide-release']);
  expect(creators('decision#release')).toEqual(['decide-release']);
  expect(creators('determination#1')).toEqual(['check-validity']);
  expect(creators('disclosure')).toEqual(['seal']);
  // An approval ahead takes effect as a review when its day has come.
  expect(creators('review#1')).toEqual(['await-review', 'decide-review']);
  for (const name of ['scope#1', 'release#sam', 'review#1', 'determination#1', 'disclosure'])
    expect(WRITER_NAMES.filter((writer) => mayWrite(WRITERS[writer] as Writer, name, 'replace'))).toEqual([]);
});

it('leaves what follows from an action to the table of transitions', () => {
  const commit = livedDemand('d-7')[0];
  if (!commit) throw new Error('no commit');
  expect(() =>
    commitOf(
      commit.record,
      { action: 'review.decided', actor: { kind: 'reviewer', subject: 'r' }, detail: {} },
      AT,
      commit.record,
    ),
  ).toThrow();
  expect(() => statusAfter('review.decided', 'reviewer', { status: 'filed' })).toThrow();
});
