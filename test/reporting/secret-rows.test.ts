import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoStreamEvent as read } from '../../functions/ledger/dynamodb-stream-event.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { CONTRIBUTION, type Contribution } from '../../functions/reporting/contribution.schema.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import {
  type ContributionTables,
  dynamoContributionStore,
} from '../../functions/reporting/dynamodb-contribution.store.ts';
import { contributionKey } from '../../functions/reporting/reports.table.ts';
import { checkTables } from '../../scripts/fsck/check-tables.ts';
import { readCounted } from '../../scripts/fsck/read-counted.ts';
import { SCHEMES } from '../kit/band-schemes.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { RECEIVED_AT, someContribution, someLedger } from '../kit/ledgers.ts';
import { livedDemand } from '../kit/lived-demand.ts';
import { reportsDesk } from '../kit/reports-desk.ts';
import { streamRecord } from '../kit/stream-simulator.ts';

const SECRET: Partial<Facts> = { series: 'national-security', instrument: 'us/national-security-letter' };
const HALF = '2026-H2';

let engine: Engine;
let tables: ContributionTables;
let store: ReturnType<typeof dynamoContributionStore>;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tables = await engine.createReportTables();
  store = dynamoContributionStore(engine.documents, tables);
});

/** As an earlier release wrote every row: in the table of reports. */
const writtenBefore = (row: Contribution) =>
  engine.documents.send(
    new PutCommand({
      TableName: tables.reports,
      Item: { ...CONTRIBUTION.write(row), ...contributionKey(HALF, row.demandId) },
    }),
  );
const idsIn = async (TableName: string) =>
  (await engine.documents.send(new ScanCommand({ TableName }))).Items?.map(({ demandId }) => demandId).sort();
async function counted(): Promise<[id: string, seq: number, identifiers: number][]> {
  const rows: Contribution[] = [];
  for await (const page of store.pages(HALF)) rows.push(...page);
  return rows
    .map(({ demandId, seq, facts }): [string, number, number] => [demandId, seq, facts.identifiers])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

test('rows of national-security process stand in a table that has nothing else, those from before the compartment too', async () => {
  const after = [
    await store.put(someContribution('d-1')),
    await store.put(someContribution('c-1', SECRET, 2)),
    await store.put(someContribution('d-old', SECRET)),
    await store.put(someContribution('c-1', SECRET, 1)),
    await store.put(someContribution('c-1', SECRET, 3)),
  ];
  expect([await idsIn(tables.reports), await idsIn(tables.secret)]).toEqual([['d-1'], ['c-1', 'd-old']]);
  // Of which event a row was before is told of those alone whose work is measured.
  expect(after).toEqual([{ after: 0 }, { after: 0 }, { after: 0 }, 'stale', { after: 0 }]);
});

test('who counts for cleared people needs no other table', async () => {
  const cleared = dynamoContributionStore(engine.documents, { ...tables, reports: '' });
  const Records = someLedger('c-1', [{ facts: SECRET }, { facts: SECRET }]).map(streamRecord);
  expect(await countEvents({ Records }, { contributions: cleared, read })).toEqual({ batchItemFailures: [] });
  expect(await counted()).toEqual([['c-1', 2, 1]]);
});

describe('rows that an earlier release wrote among the others', () => {
  test('are counted once beside those of now, whichever is later, with all events that come again', async () => {
    for (const row of [
      someContribution('c-1', { ...SECRET, identifiers: 10 }, 1),
      someContribution('c-2', { ...SECRET, identifiers: 20 }, 5),
      someContribution('c-3', { ...SECRET, identifiers: 30 }, 2),
      someContribution('d-1', {}, 1),
    ])
      await writtenBefore(row);
    // What the stream brings after the upgrade: something new, and something that was counted long ago.
    await store.put(someContribution('c-1', { ...SECRET, identifiers: 11 }, 2));
    await store.put(someContribution('c-2', { ...SECRET, identifiers: 19 }, 4));
    await store.put(someContribution('c-4', { ...SECRET, identifiers: 40 }, 1));
    expect(await counted()).toEqual([
      ['c-1', 2, 11],
      ['c-2', 5, 20],
      ['c-3', 2, 30],
      ['c-4', 1, 40],
      ['d-1', 1, 1],
    ]);
  });

  test('are counted on the side on which the demand stands last, whichever way it went', async () => {
    await store.put(someContribution('d-1', { identifiers: 1 }, 1));
    await store.put(someContribution('d-1', { ...SECRET, identifiers: 2 }, 2));
    await store.put(someContribution('d-2', { ...SECRET, identifiers: 3 }, 1));
    await store.put(someContribution('d-2', { identifiers: 4 }, 2));
    expect(await counted()).toEqual([
      ['d-1', 2, 2],
      ['d-2', 2, 4],
    ]);
  });

  test('come to the same, wherever and in whatever order rows were written', async () => {
    const event = fc.record({
      id: fc.constantFrom('c-1', 'c-2', 'd-1', 'd-2'),
      seq: fc.integer({ min: 1, max: 4 }),
      before: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 10 }), async (events) => {
        tables = await engine.createReportTables();
        store = dynamoContributionStore(engine.documents, tables);
        const latest = new Map<string, number>();
        const earlier = dynamoContributionStore(engine.documents, {
          reports: tables.reports,
          secret: tables.reports,
        });
        for (const { id, seq, before } of events) {
          const row = someContribution(id, { ...(id === 'd-1' ? {} : SECRET), identifiers: seq }, seq);
          await (before ? earlier : store).put(row);
          latest.set(id, Math.max(seq, latest.get(id) ?? 0));
        }
        const expected = [...latest].map(([id, seq]) => [id, seq, seq]).sort();
        expect(await counted()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('change no edition: what was published before the upgrade is what would be published now, moved or not', async () => {
    const { deps, publish, heads, clock, files } = reportsDesk({
      now: '2027-07-15T00:00:00Z',
      schemes: [{ ...SCHEMES.s1874a3_250, width: 10 }],
    });
    deps.contributions = store;
    for (let index = 0; index < 16; index += 1) {
      const id = index < 12 ? `c-${index}` : `d-${index}`;
      await writtenBefore(someContribution(id, id.startsWith('c') ? SECRET : {}, 2));
      heads.push({ demandId: id, seq: 2, at: RECEIVED_AT });
    }
    expect((await publish()).outcome).toBe('published');
    // A demand of which nothing is left is missed, as any other.
    heads.push({ demandId: 'c-new', seq: 1, at: RECEIVED_AT });
    await expect(publish()).rejects.toMatchObject({ code: 'report_incomplete' });
    await store.put(someContribution('c-new', SECRET, 1));
    for (const index of [1, 2, 3]) await store.put(someContribution(`c-${index}`, SECRET, 2));
    clock.now = '2027-07-16T00:00:00Z';
    expect((await publish()).outcome).toBe('unchanged');
    expect([...files.objects.values()].join('')).toContain('"low":10,"high":19');
  });
});

/** What the rebuild says of the tables, and how it ends. */
async function rebuild(demands: string): Promise<{ code: number; lines: string[] }> {
  const named = ['--table', demands, '--reports-table', tables.reports];
  const options = [...named, '--national-security-table', tables.secret, '--endpoint', engine.endpoint];
  const script = join(import.meta.dirname, '../../scripts/rebuild.ts');
  const { code, stdout } = await promisify(execFile)(process.execPath, [script, ...options]).then(
    (ran) => ({ code: 0, stdout: ran.stdout }),
    (failed: { code: number; stdout: string }) => failed,
  );
  return { code, lines: stdout.trim().split('\n') };
}

test('the rebuild moves them, counts both tables, and leaves what is ahead of its ledger', async () => {
  const demands = await engine.createDemandsTable();
  const ledgers = dynamoDemandStore(engine.documents, demands);
  for (const id of ['d-1', 'd-2', 'd-3'])
    for (const commit of livedDemand(id, id === 'd-1' ? {} : SECRET)) await ledgers.commit(commit);
  await writtenBefore(someContribution('d-2', SECRET, 2));
  await writtenBefore(someContribution('d-3', SECRET, 9));
  await writtenBefore(someContribution('c-1', SECRET, 1));
  const { documents } = engine;
  const named = { demands, reports: tables.reports, nationalSecurity: tables.secret };
  const opened = { documents, ...named, hasEditions: true, close: async () => {} };
  expect((await checkTables(opened, () => {})).unmoved).toBe(2);
  expect(await rebuild(demands)).toEqual({
    code: 1,
    lines: [
      'd-3  report: contribution ahead',
      '1 rows of national-security process taken out of the reports table',
      '3 ledgers: 3 rows written, 0 ledgers unreadable or not whole, 1 rows different',
    ],
  });
  // Those of the compartment are moved with its own ledgers.
  expect(await idsIn(tables.reports)).toEqual(['c-1', 'd-1', 'd-3']);
  expect(await idsIn(tables.secret)).toEqual(['d-2', 'd-3']);
  const Key = contributionKey(HALF, 'd-3');
  await documents.send(new DeleteCommand({ TableName: tables.reports, Key }));
  const faults: string[] = [];
  expect(await checkTables(opened, (id, fault) => faults.push(`${id} ${fault}`))).toMatchObject({
    unmoved: 0,
    faults: 0,
  });
  expect(faults).toEqual([]);
  const cleared = await readCounted({ ...opened, hasEditions: false });
  expect([cleared.unmoved, cleared.counted.map(({ demandId }) => demandId)]).toEqual([1, ['c-1']]);
});
