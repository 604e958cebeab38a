import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { commitOf } from '../../functions/ledger/commit-of.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { pendingOf } from '../../functions/ledger/pending.ts';
import { checkpointKey, epochKey, LATEST } from '../../functions/log/log-files.ts';
import { runEpoch } from '../../functions/log/run-epoch.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { checkTables } from '../../scripts/fsck/check-tables.ts';
import type { ReadFile } from '../../scripts/fsck/log-files.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { livedDemand } from '../kit/lived-demand.ts';
import { type MemoryLog, memoryLog } from '../kit/memory-log.ts';
import '../kit/quiet.ts';
import { RewrittenLedger } from './rewritten-ledger.ts';

const AT = '2026-11-23T09:30:00.000Z';
const SERVICE = { kind: 'service', subject: 'due-process' } as const;

let engine: Engine;
let tables: { documents: Engine['documents']; demands: string; reports: string; work: string };
let log: MemoryLog;

/** Demands with three to nine events; all but the last two events of `d-6` are logged, and those wait. */
const ids = ['d-1', 'd-2', 'd-3', 'd-4', 'd-5', 'd-6'];

beforeAll(async () => {
  engine = await startEngine();
  tables = {
    documents: engine.documents,
    demands: await engine.createDemandsTable(),
    reports: await engine.createPlainTable(),
    work: await engine.createPlainTable(),
  };
  log = memoryLog();
  log.now.at = new Date(AT);
  const waiting = [];
  for (const [more, id] of ids.entries()) {
    const commits = [...livedDemand(id)];
    for (let count = 0; count <= more; count += 1) {
      const before = commits.at(-1)?.record;
      if (!before) throw new Error('a demand was expected');
      commits.push(
        commitOf(before, { action: 'notice.sent', actor: SERVICE, detail: { count } }, AT, before),
      );
    }
    await file(commits);
    const isLast = id === 'd-6';
    const [logged, rest] = isLast ? [commits.slice(0, -2), commits.slice(-2)] : [commits, []];
    log.put(logged.flatMap(pendingOf));
    waiting.push(...rest.flatMap(pendingOf));
    await log.run();
  }
  log.put(waiting);
  for (const Item of waiting) await tables.documents.send(new PutCommand({ TableName: tables.work, Item }));
});
afterAll(() => engine.stop());

async function file(commits: ReturnType<typeof livedDemand>): Promise<void> {
  const store = dynamoDemandStore(tables.documents, tables.demands);
  for (const commit of commits)
    if ((await store.commit(commit)) !== 'committed') throw new Error('a conflict');
  const contribution = rebuildContribution(commits.map(({ event }) => event));
  const { documents, reports } = tables;
  if (contribution) await dynamoContributionStore(documents, { reports, secret: reports }).put(contribution);
}

const reader =
  (files: ReadonlyMap<string, Buffer>): ReadFile =>
  async (key) =>
    files.get(key);

type Options = {
  archive?: Map<string, Buffer>;
  published?: Map<string, Buffer>;
  kept?: string;
  key?: string;
};

async function faults({ archive = log.archive, published = log.published, ...trust }: Options = {}) {
  const found: string[] = [];
  const buckets = { archive: reader(archive), published: reader(published) };
  const options = { key: log.key, ...trust };
  await checkTables(
    { ...tables, log: buckets, hasEditions: true, close: async () => {} },
    (id, fault) => found.push(`${id}  ${fault}`),
    options,
  );
  return found;
}

/** The same for who has no log. */
async function faultsWithoutLog() {
  const found: string[] = [];
  const close = async () => {};
  await checkTables({ ...tables, work: undefined, hasEditions: true, close }, (id, fault) =>
    found.push(`${id}  ${fault}`),
  );
  return found;
}

const notice = (event: LedgerEvent | undefined, detail: Record<string, unknown>): LedgerEvent => {
  if (!event) throw new Error('an event was expected');
  const { parts: _parts, ...rest } = event;
  return { ...rest, action: 'notice.sent', actor: SERVICE, detail };
};

/** Places where the life of a demand goes on as it may when an event goes or comes. */
const placeIn = (events: readonly LedgerEvent[], which: number) => 3 + (which % (events.length - 3));

type Attack = { does: string; on: (ledger: RewrittenLedger, which: number) => void };

const attacks: Attack[] = [
  {
    does: 'rewrites what an event says, and all hashes after it',
    on: ({ events }, which) => {
      const at = which % events.length;
      events[at] = { ...(events[at] as LedgerEvent), detail: { rewritten: which } };
    },
  },
  {
    does: 'rewrites when it happened',
    on: ({ events }, which) => {
      const at = which % events.length;
      events[at] = { ...(events[at] as LedgerEvent), at: '2026-01-01T00:00:00.000Z' };
    },
  },
  {
    does: 'rewrites who did it',
    on: ({ events }) => {
      events[0] = { ...(events[0] as LedgerEvent), actor: { kind: 'agent', subject: 'somebody' } };
    },
  },
  {
    does: 'takes the salt away',
    on: ({ events }, which) => {
      const { salt: _salt, ...event } = events[which % events.length] as LedgerEvent;
      events[which % events.length] = event;
    },
  },
  { does: 'removes an event', on: ({ events }, which) => void events.splice(placeIn(events, which), 1) },
  {
    does: 'inserts an event',
    on: ({ events }, which) =>
      void events.splice(placeIn(events, which), 0, notice(events[3], { inserted: which })),
  },
  {
    does: 'inserts an event that is older than the log, and without a salt',
    on: ({ events }, which) => {
      const { salt: _salt, ...event } = notice(events[3], { inserted: which });
      events.splice(placeIn(events, which), 0, { ...event, at: '2020-01-01T00:00:00.000Z' });
    },
  },
  {
    does: 'appends an event, with a new head',
    on: ({ events }, which) => void events.push(notice(events[3], { appended: which })),
  },
  {
    does: 'orders events anew',
    on: ({ events }, which) => {
      const [moved] = events.splice(placeIn(events, which), 1);
      events.splice(3, 0, notice(moved, { ...moved?.detail, moved: true }));
      events.push(notice(events[3], {}));
    },
  },
  { does: 'cuts the end off', on: ({ events }) => void events.pop() },
  {
    does: 'edits the demand',
    on: ({ record }, which) => {
      record.filedBy = `somebody-${which}`;
    },
  },
  {
    does: 'edits an item beside it',
    on: ({ parts }) =>
      void parts.set('withdrawal', { ...parts.get('withdrawal'), at: '2026-01-01T00:00:00.000Z' }),
  },
];

describe('fsck, of a ledger that somebody rewrote with every hash of it', () => {
  it('finds nothing where nobody did', async () => {
    expect(await faults()).toEqual([]);
  });

  it.each(attacks)('finds who $does', async ({ on }) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids.slice(1)), fc.nat({ max: 50 }), async (id, which) => {
        const ledger = await new RewrittenLedger(id, tables).load();
        const before = ledger.events.map(({ hash }) => hash);
        on(ledger, which);
        await ledger.store();
        const [silent, loud] = [await faultsWithoutLog(), await faults()];
        const after = ledger.events.map(({ hash }) => hash);
        await ledger.restore();
        expect(silent).toEqual([]);
        const seqs = [...before.keys(), ...after.keys()].filter((at) => before[at] !== after[at]);
        const first = Math.min(...seqs) + 1;
        expect(loud.join('\n')).toMatch(new RegExp(`${id}  log: event ${first} (is|was|waits) `));
        expect(loud.every((line) => line.startsWith(`${id}  `))).toBe(true);
      }),
      { numRuns: 2 },
    );
    expect(await faults()).toEqual([]);
  });

  it('finds a demand that was removed with all that told of it', async () => {
    const ledger = await new RewrittenLedger('d-3', tables).load();
    await ledger.remove();
    const [silent, loud] = [await faultsWithoutLog(), await faults()];
    await ledger.restore();
    expect(silent).toEqual([]);
    expect(loud).toEqual(['d-3  log: the demand is gone, and was logged']);
  });

  it('finds a demand that was made up', async () => {
    await file(livedDemand('d-9'));
    const ledger = await new RewrittenLedger('d-9', tables).load();
    const loud = await faults();
    await ledger.remove();
    expect(loud).toEqual(
      [1, 2, 3].map((seq) => `d-9  log: event ${seq} was never logged, and does not wait to be`),
    );
  });

  it('finds a sealed event beyond the head', async () => {
    const ledger = await new RewrittenLedger('d-2', tables).load();
    const { version, head } = ledger.record;
    ledger.events.push(notice(ledger.events[3], {}));
    await ledger.store();
    const beyond = ledger.events.length;
    await tables.documents.send(
      new PutCommand({
        TableName: tables.demands,
        Item: { ...ledger.record, version, head, pk: 'demand#d-2', sk: 'demand' },
      }),
    );
    const loud = await faults();
    await ledger.restore();
    expect(loud).toContain(`d-2  ledger: beyond-head at event ${beyond}`);
    expect(loud).toContain(`d-2  log: event ${beyond} was never logged, and does not wait to be`);
  });

  it('finds events whose place in the queue of the log was taken away', async () => {
    const waiting = [...log.waiting.values()];
    const elsewhere = await engine.createPlainTable();
    const { work } = tables;
    tables.work = elsewhere;
    const loud = await faults();
    tables.work = work;
    expect(waiting).toHaveLength(2);
    expect(loud).toEqual(
      [8, 9].map((seq) => `d-6  log: event ${seq} was never logged, and does not wait to be`),
    );
  });

  it('finds what waits and is no entry', async () => {
    const elsewhere = await engine.createPlainTable();
    const items = [
      ...log.waiting.values(),
      { pk: 'pending#0', sk: 'x', entry: 7 },
      { pk: 'pending#1', sk: 'y' },
    ];
    for (const Item of items) await tables.documents.send(new PutCommand({ TableName: elsewhere, Item }));
    const { work } = tables;
    tables.work = elsewhere;
    const loud = await faults();
    tables.work = work;
    expect(loud).toEqual(Array(2).fill('log  log: something waits that is no entry'));
  });

  it.each([
    ['another root', { size: 6, root: '00' }, 'log: it is another than it remembers'],
    [
      'more epochs',
      { size: 7, root: '00' },
      'log: the checkpoint shrank: it is of 6 epochs, and the log remembers 7',
    ],
  ])('finds a log that remembers %s', async (_, head, fault) => {
    const elsewhere = await engine.createPlainTable();
    const items = [...log.waiting.values(), { pk: 'log#head', sk: 'head', ...head }];
    for (const Item of items) await tables.documents.send(new PutCommand({ TableName: elsewhere, Item }));
    const { work } = tables;
    tables.work = elsewhere;
    const loud = await faults();
    tables.work = work;
    expect(loud).toEqual([`log  ${fault}`]);
  });

  it('finds a package and a receipt that wait for the log and of which no event tells, and what only looks like a line', async () => {
    const elsewhere = await engine.createPlainTable();
    const line = `disclosure d-2 ${'a'.repeat(64)}`;
    const receipt = `receipt d-2 ${'b'.repeat(64)}`;
    const items = [
      ...log.waiting.values(),
      { pk: 'pending#0', sk: `${AT}#${line}`, entry: line },
      { pk: 'pending#0', sk: `${AT}#${receipt}`, entry: receipt },
      { pk: 'pending#0', sk: `${AT}#gossip`, entry: 'gossip' },
    ];
    for (const Item of items) await tables.documents.send(new PutCommand({ TableName: elsewhere, Item }));
    const { work } = tables;
    tables.work = elsewhere;
    const loud = await faults();
    tables.work = work;
    expect(loud).toEqual([
      'log  log: something waits that is no entry',
      'd-2  log: no event tells of a package that was logged',
      'd-2  log: no event tells of a receipt that was logged',
    ]);
  });

  it('finds that the log is gone, by what was written for it and does not wait', async () => {
    const found: string[] = [];
    const close = async () => {};
    await checkTables({ ...tables, hasEditions: true, close }, (id, fault) => found.push(`${id}  ${fault}`));
    expect(found).toContain('d-1  log: event 1 was never logged, and does not wait to be');
    expect(found).not.toContain('d-6  log: event 9 was never logged, and does not wait to be');
  });

  it('is not led astray by items of any shape', async () => {
    const value = fc.anything({
      values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
      maxDepth: 2,
    });
    const shapes = fc.dictionary(fc.string({ minLength: 1 }), value, { maxKeys: 4 });
    const sks = fc.constantFrom(
      'demand',
      'event#000001',
      'event#x',
      'withdrawal',
      'piece#a#000',
      'scope#1',
      '?',
    );
    await fc.assert(
      fc.asyncProperty(shapes, sks, fc.boolean(), async (shape, sk, isStrange) => {
        const pk = isStrange ? 'gossip#1' : 'demand#d-8';
        await tables.documents.send(
          new PutCommand({ TableName: tables.demands, Item: { ...shape, pk, sk } }),
        );
        const loud = await faults();
        await remove(pk, sk);
        expect(loud.join('\n')).toMatch(isStrange ? /gossip {2}item: a partition of no demand/ : /d-8 {2}/);
      }),
      { numRuns: 15 },
    );
  });
});

const remove = (pk: string, sk: string) =>
  tables.documents.send(new DeleteCommand({ TableName: tables.demands, Key: { pk, sk } }));

describe('fsck, of a log that somebody changed', () => {
  const text = (files: Map<string, Buffer>, key: string) => files.get(key)?.toString('utf8') ?? '';
  const changed = (name: 'archive' | 'published', change: (files: Map<string, Buffer>) => void) => {
    const files = new Map(log[name]);
    change(files);
    return { [name]: files };
  };

  it.each<[string, () => Options, string]>([
    [
      'a batch that was rewritten',
      () =>
        changed('archive', (files) =>
          files.set(
            epochKey(2),
            Buffer.from(text(files, epochKey(2)).replace(/[0-9a-f]{64}\n$/, `${'0'.repeat(64)}\n`)),
          ),
        ),
      'log: the batch of epoch 2 is not the one that was logged',
    ],
    [
      'a batch with a line less',
      () =>
        changed('archive', (files) =>
          files.set(epochKey(1), Buffer.from(text(files, epochKey(1)).replace(/event [^\n]*\n/, ''))),
        ),
      'log: the batch of epoch 1 is not the one that was logged',
    ],
    [
      'a batch that is gone',
      () => changed('archive', (files) => files.delete(epochKey(3))),
      'log: the batch of epoch 3 is gone',
    ],
    [
      'a checkpoint that shrank',
      () =>
        changed('published', (files) => files.set(LATEST, files.get(checkpointKey(3)) ?? Buffer.alloc(0))),
      'log: the checkpoint shrank: it is of 3 epochs, and 6 were signed',
    ],
    [
      'a checkpoint that shrank, where the later ones are gone',
      () =>
        changed('published', (files) => {
          files.set(LATEST, files.get(checkpointKey(3)) ?? Buffer.alloc(0));
          for (const size of [4, 5, 6]) files.delete(checkpointKey(size));
          files.set('tile/entries/000.p/3', files.get('tile/entries/000.p/3') ?? Buffer.alloc(0));
        }),
      'log: the checkpoint shrank: epochs were archived after it',
    ],
    [
      'a checkpoint of long ago that was rewritten',
      () =>
        changed('published', (files) =>
          files.set(checkpointKey(2), files.get(checkpointKey(3)) ?? Buffer.alloc(0)),
        ),
      'log: the checkpoint of 2 epochs is not the one that was signed',
    ],
    [
      'no checkpoint',
      () => changed('published', (files) => files.delete(LATEST)),
      'log: there is no checkpoint',
    ],
    [
      'entries that were rewritten',
      () =>
        changed('published', (files) =>
          files.set(
            'tile/entries/000.p/6',
            Buffer.concat(
              [...files].filter(([key]) => key === 'tile/entries/000.p/5').map(([, body]) => body),
            ),
          ),
        ),
      'log: it has another number of entries than its checkpoint',
    ],
    [
      'the log of another key',
      () => {
        const other = memoryLog();
        return { key: other.key };
      },
      'log: the checkpoint is not signed with the log key',
    ],
  ])('finds %s', async (_, options, fault) => {
    expect(await faults(options())).toContain(`log  ${fault}`);
  });

  it('finds one that did not grow from the checkpoint that was kept', async () => {
    const kept = text(log.published, checkpointKey(4));
    expect(await faults({ kept })).toEqual([]);
    const other = memoryLog();
    const fork = { ...other.deps, signer: log.deps.signer };
    const grow = async () => {
      for (let run = 0; run < 4; run += 1) await runEpoch(fork);
      return text(other.published, LATEST);
    };
    expect(await faults({ kept: await grow() })).toContain(
      'log  log: it is another log than that of the checkpoint that was kept',
    );
    expect(await faults({ kept: await grow() })).toContain(
      'log  log: the checkpoint shrank: it is of 6 epochs, and the one that was kept of 8',
    );
  });
});
