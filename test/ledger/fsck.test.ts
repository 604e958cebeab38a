import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { demandKey, eventKey, partKey } from '../../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { idempotencyKey } from '../../functions/ledger/work.table.ts';
import type { ContributionTables } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { contributionKey } from '../../functions/reporting/reports.table.ts';
import { checkTables } from '../../scripts/fsck/check-tables.ts';
import { openTables } from '../../scripts/fsck/open-tables.ts';
import { reportFaults } from '../../scripts/fsck/report-faults.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { livedDemand } from '../kit/lived-demand.ts';

let engine: Engine;
let demands: string;
let tables: ContributionTables;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  demands = await engine.createDemandsTable();
  tables = await engine.createReportTables();
  const store = dynamoDemandStore(engine.documents, demands);
  const contributions = dynamoContributionStore(engine.documents, tables);
  for (const id of ['d-1', 'd-2', 'd-3']) {
    const commits = livedDemand(id);
    for (const commit of commits) await store.commit(commit);
    const contribution = rebuildContribution(commits.map(({ event }) => event));
    if (contribution) await contributions.put(contribution);
  }
});

const ROOT = join(import.meta.dirname, '../..');

async function run(script: string): Promise<{ code: number; lines: string[] }> {
  const named = ['--table', demands, '--reports-table', tables.reports];
  const options = [...named, '--national-security-table', tables.secret, '--endpoint', engine.endpoint];
  const ran = await promisify(execFile)(process.execPath, [join(ROOT, script), ...options]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
  return { code: ran.code, lines: ran.stdout.trim().split('\n') };
}
const fsck = () => run('scripts/fsck.ts');

/** What fsck prints of faults, without a process of its own. */
async function faults(lines: string[] = []): Promise<string[]> {
  const { reports: reportsTable, secret: nationalSecurityTable } = tables;
  const named = { table: demands, reportsTable, nationalSecurityTable, endpoint: engine.endpoint };
  await checkTables(await openTables(named, ''), (id, fault) => lines.push(`${id}  ${fault}`));
  return lines;
}

const set = (key: { pk: string; sk: string }, name: string, value: unknown) =>
  engine.documents.send(
    new UpdateCommand({
      TableName: demands,
      Key: key,
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
/** A number as the table keeps it, whatever JavaScript makes of it. */
const setNumber = ({ pk, sk }: { pk: string; sk: string }, name: string, value: string) =>
  engine.client.send(
    new UpdateItemCommand({
      TableName: demands,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': { N: value } },
    }),
  );
const remove = (TableName: string, Key: { pk: string; sk: string }) =>
  engine.documents.send(new DeleteCommand({ TableName, Key }));
/** The last event of a demand, changed and sealed again, as somebody would who knows how. */
function forged(id: string, seq: number, change: Partial<LedgerEvent>): LedgerEvent {
  const event = livedDemand(id)[seq - 1]?.event;
  if (!event) throw new Error('an event was expected');
  const { hash: _hash, ...unsealed } = { ...event, ...change };
  return sealEvent(unsealed);
}
const put = (event: LedgerEvent) =>
  engine.documents.send(
    new PutCommand({ TableName: demands, Item: { ...event, ...eventKey(event.demandId, event.seq) } }),
  );

describe('fsck', () => {
  test('finds nothing in whole ledgers whose numbers were counted', async () => {
    expect(await fsck()).toEqual({
      code: 0,
      lines: [
        'no log was looked at: a ledger that was rewritten with all its hashes is not found',
        '3 ledgers with 9 events: whole, and the numbers are theirs',
      ],
    });
  });

  test.each([
    [
      'an event that was altered',
      () => set(eventKey('d-2', 1), 'detail', { a: 1 }),
      ['d-2  ledger: altered at event 1'],
    ],
    [
      'an end that was rewritten, hash and all',
      () => put(forged('d-2', 3, { at: '2026-11-24T09:00:00.000Z' })),
      ['d-2  ledger: other-head at event 3'],
    ],
    [
      'an event beyond the head, sealed and linked',
      () =>
        put(
          forged('d-2', 3, {
            seq: 4,
            action: 'notice.sent',
            previous: livedDemand('d-2')[2]?.event.hash ?? '',
          }),
        ),
      ['d-2  ledger: beyond-head at event 4', 'd-2  report: contribution behind'],
    ],
    [
      'a demand that was removed from beside its ledger',
      () => remove(demands, demandKey('d-3')),
      ['d-3  ledger: no-demand at event 3'],
    ],
    ['an event that was removed', () => remove(demands, eventKey('d-3', 2)), ['d-3  ledger: gap at event 3']],
    [
      'a demand that was edited',
      () => set(demandKey('d-1'), 'filedBy', 'nobody'),
      ['d-1  item: demand is altered'],
    ],
    [
      'facts that were edited',
      () => set(demandKey('d-1'), 'facts', { country: 'DE' }),
      ['d-1  item: demand is altered'],
    ],
    [
      'an item beside it that was edited',
      () => set(partKey('d-1', 'withdrawal'), 'at', '2026-01-01T00:00:00.000Z'),
      ['d-1  item: withdrawal is altered'],
    ],
    [
      'an item beside it that was removed',
      () => remove(demands, partKey('d-1', 'withdrawal')),
      ['d-1  item: withdrawal is missing'],
    ],
    [
      'an item that no event tells of',
      () => set(partKey('d-1', 'review#1'), 'by', 'nobody'),
      ['d-1  item: no event tells of this review'],
    ],
    [
      'an item of no kind',
      () => set(partKey('d-1', 'gossip#rita'), 'x', 1),
      ['d-1  item: gossip is malformed or unknown'],
    ],
    [
      'an event that is none',
      () => set(eventKey('d-1', 2), 'seq', 'two'),
      ['d-1  item: event is malformed or unknown'],
    ],
    [
      'a number that is too long for one',
      () => setNumber(partKey('d-1', 'withdrawal'), 'at', '1.00000000000000000001'),
      ['d-1  item: withdrawal is altered'],
    ],
    [
      'a demand that is none',
      () => set(demandKey('d-1'), 'version', 'two'),
      ['d-1  item: demand is malformed or unknown'],
    ],
    [
      'a demand that was not counted',
      () => remove(tables.reports, contributionKey('2026-H2', 'd-1')),
      ['d-1  report: contribution missing'],
    ],
    [
      'a key whose demand is gone',
      () => set(idempotencyKey('us-usao-ndca', 'k'), 'demandId', 'd-9'),
      ['d-9  ledger: gone, though it was filed'],
    ],
  ])('finds %s', async (_, harm, lines) => {
    await harm();
    expect(await faults()).toEqual(expect.arrayContaining(lines));
  });

  test('finds what may not happen, whoever sealed it', async () => {
    await put(forged('d-2', 2, { action: 'disclosure.available' }));
    expect(await faults()).toContain('d-2  life: disclosure.available may not happen at event 2');
  });

  test('counts what only a later version knows', async () => {
    await put(forged('d-2', 3, { action: 'demand.challenged' }));
    expect((await fsck()).lines).toContain('1 events of actions that this version does not know');
  });

  test('ends with a line where a state folder holds no tables', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'due-process-test-'));
    writeFileSync(join(folder, 'dynamo.db'), '');
    const script = [join(ROOT, 'scripts/fsck.ts'), '--state', folder];
    await expect(promisify(execFile)(process.execPath, script)).rejects.toMatchObject({
      code: 2,
      stderr: 'The demands table and the reports table were not found.\n',
    });
    rmSync(folder, { recursive: true });
  });

  test('ends with 1 where something is wrong, and names nobody', async () => {
    await set(partKey('d-1', 'release#rita@example.com'), 'by', 'rita@example.com');
    const { code, lines } = await fsck();
    expect([code, lines.at(-1)]).toEqual([1, '3 ledgers with 9 events: 1 fault']);
    expect(lines.join('\n')).not.toContain('rita');
  });
});

describe('rebuild', () => {
  test('counts a demand that was not counted, and a second time nothing', async () => {
    await remove(tables.reports, contributionKey('2026-H2', 'd-1'));
    expect(await run('scripts/rebuild.ts')).toEqual({
      code: 0,
      lines: ['3 ledgers: 1 rows written, 0 ledgers unreadable or not whole, 0 rows different'],
    });
    const again = '3 ledgers: 0 rows written, 0 ledgers unreadable or not whole, 0 rows different';
    expect((await run('scripts/rebuild.ts')).lines).toEqual([again]);
    expect((await fsck()).code).toBe(0);
  });

  test('names a ledger that it cannot read, and counts the others', async () => {
    await remove(tables.reports, contributionKey('2026-H2', 'd-1'));
    await set(eventKey('d-2', 1), 'schemaVersion', 99);
    expect(await run('scripts/rebuild.ts')).toEqual({
      code: 1,
      lines: [
        'd-2  ledger: altered at event 1',
        '3 ledgers: 1 rows written, 1 ledgers unreadable or not whole, 0 rows different',
      ],
    });
  });
});

describe('rebuild, of what it counts', () => {
  test('compares every row with its ledger, and names what is different', async () => {
    await engine.documents.send(
      new UpdateCommand({
        TableName: tables.reports,
        Key: contributionKey('2026-H2', 'd-2'),
        UpdateExpression: 'SET facts.country = :de',
        ExpressionAttributeValues: { ':de': 'DE' },
      }),
    );
    expect(await run('scripts/rebuild.ts')).toEqual({
      code: 1,
      lines: [
        'd-2  report: contribution altered',
        '3 ledgers: 0 rows written, 0 ledgers unreadable or not whole, 1 rows different',
      ],
    });
    await remove(tables.reports, contributionKey('2026-H2', 'd-2'));
    expect((await run('scripts/rebuild.ts')).code).toBe(0);
  });
});

describe('rows that count demands', () => {
  const right = { halfYear: '2026-H2', seq: 3, facts: { country: 'US' } };
  const faultsOf = (...rows: Partial<typeof right & { demandId: string }>[]) =>
    reportFaults(
      new Map([['d-1', right]]),
      rows.map((row) => ({ demandId: 'd-1', ...right, ...row })),
    ).map(([, fault]) => fault.replace('report: contribution ', ''));

  test.each([
    ['nothing', [{}], []],
    [
      'nothing where a reader brought the facts up to date',
      [{ facts: { country: 'US', level: 'state' } }],
      [],
    ],
    ['a missing row', [], ['missing']],
    ['one that is behind', [{ seq: 1 }], ['behind']],
    ['one that is ahead', [{ seq: 9 }], ['ahead']],
    ['one that was altered', [{ facts: { country: 'DE' } }], ['altered']],
    ['one too many', [{}, { demandId: 'd-2' }], ['surplus']],
    ['one of another period', [{ halfYear: '2026-H1' }], ['misplaced', 'missing']],
  ])('show %s', (_, rows, faults) => {
    expect(faultsOf(...rows)).toEqual(faults);
  });
});
