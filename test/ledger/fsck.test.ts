import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { demandKey, eventKey } from '../../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contributions.ts';
import { contributionKey } from '../../functions/reporting/reports.table.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { someLedger, someRecord } from '../kit/ledgers.ts';

let engine: Engine;
let demands: string;
let reports: string;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  demands = await engine.createDemandsTable();
  reports = await engine.createPlainTable();
  const store = dynamoDemandStore(engine.documents, demands);
  const contributions = dynamoContributionStore(engine.documents, reports);
  for (const id of ['d-1', 'd-2', 'd-3']) {
    const events = someLedger(id, [{}, { facts: { outcome: 'content' } }]);
    for (const [index, event] of events.entries())
      await store.commit({ record: someRecord(events.slice(0, index + 1)), event, parts: [] });
    const contribution = rebuildContribution(events);
    if (contribution) await contributions.put(contribution);
  }
});

const ROOT = join(import.meta.dirname, '../..');

async function fsck(...more: string[]): Promise<{ code: number; lines: string[] }> {
  const options = ['--table', demands, '--reports-table', reports, '--endpoint', engine.endpoint, ...more];
  const ran = await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/fsck.ts'), ...options]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
  return { code: ran.code, lines: ran.stdout.trim().split('\n').sort() };
}

const VERDICT = '3 ledgers with 6 events:';

describe('fsck', () => {
  test('finds nothing in whole ledgers whose numbers were counted', async () => {
    expect(await fsck()).toEqual({ code: 0, lines: [`${VERDICT} whole, and the numbers are theirs`] });
  });

  test('finds an event that was altered in the table', async () => {
    await engine.documents.send(
      new UpdateCommand({
        TableName: demands,
        Key: eventKey('d-2', 1),
        UpdateExpression: 'SET actor.subject = :who',
        ExpressionAttributeValues: { ':who': 'nobody' },
      }),
    );
    expect(await fsck()).toEqual({
      code: 1,
      lines: [`${VERDICT} 1 faults`, 'd-2  ledger: altered at event 1'],
    });
  });

  test('finds an end that was rewritten, hash and all', async () => {
    const [first, last] = someLedger('d-2', [{}, { facts: { outcome: 'rejected' } }]);
    if (!first || !last) throw new Error('two events were expected');
    const { hash: _hash, ...unsealed } = last;
    await engine.documents.send(
      new UpdateCommand({
        TableName: demands,
        Key: eventKey('d-2', 2),
        UpdateExpression: 'SET facts = :facts, #hash = :hash',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':facts': last.facts, ':hash': sealEvent(unsealed).hash },
      }),
    );
    const { code, lines } = await fsck();
    expect(code).toBe(1);
    expect(lines).toContain('d-2  ledger: other-head at event 2');
    expect(lines).toContain('d-2  report: contribution altered');
  });

  test('finds a demand that was removed from beside its ledger', async () => {
    await engine.documents.send(new DeleteCommand({ TableName: demands, Key: demandKey('d-3') }));
    expect((await fsck()).lines).toContain('d-3  ledger: no-demand at event 2');
  });

  test('finds a demand that was not counted, and counts it when told to', async () => {
    await engine.documents.send(
      new DeleteCommand({ TableName: reports, Key: contributionKey('2026-H2', 'd-1') }),
    );
    expect(await fsck()).toEqual({
      code: 1,
      lines: [`${VERDICT} 1 faults`, 'd-1  report: contribution missing'],
    });
    expect((await fsck('--rebuild')).code).toBe(0);
    expect((await fsck()).code).toBe(0);
  });
});
