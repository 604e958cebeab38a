import { describe, expect, it } from '@jest/globals';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, demandKey } from '../../functions/ledger/demands.table.ts';
import * as provider from '../../functions/provider/sample-provider.tables.ts';
import { pascal, TABLES } from '../../functions/provider/services.ts';
import { periodPartition } from '../../functions/reporting/reports.table.ts';
import { resourceOf, resourcesOf, templateOf } from './templates.ts';

const dev = templateOf('dev');
const prod = templateOf('prod');
const hash = (name: string) => ({ AttributeName: name, KeyType: 'HASH' });
const range = (name: string) => ({ AttributeName: name, KeyType: 'RANGE' });

describe('every table', () => {
  const tables = [dev, prod].flatMap((template) => resourcesOf(template, 'AWS::DynamoDB::Table'));

  it.each(tables)('%s can be restored, is under a key of ours, and is paid by use', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
    });
  });

  it.each(resourcesOf(prod, 'AWS::DynamoDB::Table'))(
    '%s cannot be deleted where demands bind',
    (_, table) => {
      expect(table.Properties.DeletionProtectionEnabled).toBe(true);
      expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    },
  );
});

describe('the demands table', () => {
  const [, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', 'LedgerDemands');

  it('has the keys of its items', () => {
    const [partition, sort] = Object.keys(demandKey('D')) as [string, string];
    expect(Properties.KeySchema).toEqual([hash(partition), range(sort)]);
  });

  it('has its three indexes, of which the one of due things carries keys only', () => {
    const index = ({
      indexName,
      partitionKey,
      sortKey,
    }: typeof BY_DUE | typeof BY_STATUS | typeof BY_AUTHORITY) => ({
      IndexName: indexName,
      KeySchema: [hash(partitionKey), range(sortKey)],
    });
    expect(Properties.GlobalSecondaryIndexes).toEqual([
      { ...index(BY_AUTHORITY), Projection: { ProjectionType: 'ALL' } },
      { ...index(BY_STATUS), Projection: { ProjectionType: 'ALL' } },
      { ...index(BY_DUE), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ]);
  });

  it('streams new images and forgets what has expired', () => {
    expect(Properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });
});

it('the reports table has the keys of its items, and no index', () => {
  const [, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', 'Reporting');
  expect(periodPartition('2026-H2')).toContain('#');
  expect(Properties.KeySchema).toEqual([hash('pk'), range('sk')]);
  expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
});

describe("the sample provider's tables", () => {
  const expected: [string, { partitionKey: string; sortKey?: string }][] = [
    ['Directory', provider.DIRECTORY_KEYS],
    ...TABLES.map((name): [string, ReturnType<typeof provider.keysOf>] => [
      pascal(name),
      provider.keysOf(name),
    ]),
  ];

  it.each(expected)('%s has the keys of its items, and its name is an output', (name, keys) => {
    const [id, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', `SampleProvider${name}`);
    expect(Properties.KeySchema).toEqual([
      hash(keys.partitionKey),
      ...(keys.sortKey ? [range(keys.sortKey)] : []),
    ]);
    expect(dev.Outputs[`${name}Table`]?.Value).toEqual({ Ref: id });
  });

  it('are not made where demands bind: the deployer must name the stores', () => {
    expect(resourcesOf(prod, 'AWS::DynamoDB::Table')).toHaveLength(2);
    for (const [name] of expected) {
      expect(prod.Outputs).not.toHaveProperty(`${name}Table`);
      expect(prod.Parameters[`${name}Table`]).not.toHaveProperty('Default');
    }
  });
});
