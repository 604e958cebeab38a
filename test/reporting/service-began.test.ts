import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { PROPOSAL } from '../../functions/reporting/correction.schema.ts';
import { dynamoProposalStore } from '../../functions/reporting/dynamodb-proposal.store.ts';
import { dynamoServiceBegan } from '../../functions/reporting/dynamodb-service-began.ts';
import { publishReport } from '../../functions/reporting/publish-report.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { someContribution } from '../kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../kit/reports-desk.ts';

describe('a period', () => {
  test('that was over before the service began has no zeros to tell', async () => {
    const { deps, service, files } = reportsDesk();
    service.began = '2026-10-05T00:00:00.000Z';
    for (const period of ['1999-H1', '2026-H1', '2025'])
      await expect(publishReport({ period, by: 'ada' }, deps)).rejects.toMatchObject({
        status: 422,
        code: 'service_not_begun',
        detail: expect.stringContaining('2026-10-05'),
      });
    expect(files.objects.size).toBe(0);
  });

  test('in which it began says from when', async () => {
    const { publish, service, reportOf } = reportsDesk();
    service.began = '2026-10-05T00:00:00.000Z';
    await publish();
    expect(reportOf(1).servedFrom).toBe('2026-10-05T00:00:00.000Z');
  });

  test('that it served as a whole says nothing of that', async () => {
    const { publish, reportOf } = reportsDesk();
    await publish();
    expect(reportOf(1)).not.toHaveProperty('servedFrom');
  });

  test('of a year is its halves, also when one of them is restated later', async () => {
    const { deps, contributions, reportOf } = reportsDesk();
    const year = () => publishedBy({ period: '2026' }, deps);
    await contributions.put(someContribution('d-1', { receivedAt: '2026-02-01T00:00:00.000Z' }));
    await contributions.put(someContribution('d-2'));
    await year();
    await contributions.put(someContribution('d-3', { receivedAt: '2026-03-01T00:00:00.000Z' }));
    await publishedBy({ period: '2026-H1' }, deps);
    const received = async (period: string) => (await deps.editions.latest(period))?.received;
    expect([await received('2026-H1'), await received('2026-H2'), await received('2026')]).toEqual([2, 1, 3]);
    expect(reportOf(2, '2026').reason).toBe('late_arrival');
    expect((await year()).outcome).toBe('unchanged');
  });
});

describe('the table', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  test('keeps the day on which the service began, and no later one', async () => {
    const table = await engine.createPlainTable();
    const began = dynamoServiceBegan(engine.documents, table, { first: async () => undefined });
    const day = new Date('2026-11-23T00:00:00.000Z');
    expect(await began(new Date('2026-11-23T14:05:06Z'))).toEqual(day);
    expect(await began(new Date('2027-01-01T00:00:00Z'))).toEqual(day);
  });

  test('takes the day of the first filing where that was before', async () => {
    const began = dynamoServiceBegan(engine.documents, await engine.createPlainTable(), {
      first: async () => '2025-03-04T05:06:07.000Z',
    });
    expect(await began(new Date('2026-11-23T14:05:06Z'))).toEqual(new Date('2025-03-04T00:00:00Z'));
  });

  test('keeps the last proposal of each auditor, and one that an earlier release kept', async () => {
    const TableName = await engine.createPlainTable();
    const store = dynamoProposalStore(engine.documents, TableName);
    const proposal = {
      reason: 'correction',
      because: 'error',
      evidence: 'a'.repeat(64),
      period: '2026-H2',
      edition: 1,
      by: 'ada',
      at: '2027-01-15T00:00:00.000Z',
    } as const;
    expect(await store.of('2026-H2')).toEqual([]);
    await store.put(proposal);
    await store.put({ ...proposal, bands: true });
    expect(await store.of('2026-H2')).toEqual([{ ...proposal, bands: true }]);
    const [graces, joans] = [
      { ...proposal, by: 'grace' },
      { ...proposal, by: 'joan' },
    ];
    await store.put(graces);
    const Item = { ...PROPOSAL.write(joans), pk: 'period#2026-H2', sk: 'proposal' };
    await engine.documents.send(new PutCommand({ TableName, Item }));
    const people = (await store.of('2026-H2')).map(({ by }) => by);
    expect(people.sort()).toEqual(['ada', 'grace', 'joan']);
    expect(await store.of('2026-H1')).toEqual([]);
  });
});
