import { dynamoEditionStore } from '../../functions/reporting/dynamodb-edition.store.ts';
import type { Edition } from '../../functions/reporting/edition.schema.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const edition = (period: string, number: number): Edition => ({
  period,
  edition: number,
  asOf: '2027-01-01T03:00:00.000Z',
  interim: false,
  publishedBy: 'schedule',
  json: { key: 'a.json', sha256: '0'.repeat(64) },
  csv: { key: 'a.csv', sha256: '1'.repeat(64) },
  received: 2,
  disclosed: 1,
});

describe('editions in the table', () => {
  test('are written once, found by number, and listed', async () => {
    const store = dynamoEditionStore(engine.documents, await engine.createPlainTable());
    const written = [
      edition('2026-H2', 1),
      edition('2026-H2', 2),
      edition('2026-H2', 10),
      edition('2026-H1', 1),
    ];
    for (const one of written) expect(await store.create(one)).toBe('created');
    expect(await store.create({ ...edition('2026-H2', 2), received: 9 })).toBe('exists');
    expect(await store.latest('2026-H2')).toEqual(written[2]);
    expect(await store.find('2026-H2', 2)).toEqual(written[1]);
    expect(await store.find('2026-H2', 3)).toBeUndefined();
    expect(await store.latest('2025-H2')).toBeUndefined();
    expect((await store.list()).map(({ period, edition: number }) => `${period} ${number}`)).toEqual([
      '2026-H1 1',
      '2026-H2 1',
      '2026-H2 2',
      '2026-H2 10',
    ]);
  });
});
