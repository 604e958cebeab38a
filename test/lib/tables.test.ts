import { describe, expect, it } from '@jest/globals';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, demandKey } from '../../functions/ledger/demands.table.ts';
import * as provider from '../../functions/provider/sample-provider.tables.ts';
import { pascal, TABLES } from '../../functions/provider/services.ts';
import { periodPartition } from '../../functions/reporting/reports.table.ts';
import { ATTEMPTS_TTL } from '../../functions/shared/attempts.table.ts';
import { statementsOf } from './permissions.ts';
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

describe.each(['LedgerDemands', 'ClearedDemands'])('the demands table %s', (name) => {
  const [, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', name);

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

  it('streams new images, and forgets nothing', () => {
    expect(Properties).toMatchObject({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
    expect(Properties).not.toHaveProperty('TimeToLiveSpecification');
  });
});

it('working state stands apart, and expires', () => {
  for (const name of ['LedgerWork', 'ClearedWork']) {
    const [, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', name);
    expect(Properties).toMatchObject({
      KeySchema: [hash('pk'), range('sk')],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    expect(Properties).not.toHaveProperty('StreamSpecification');
  }
});

it('demands for cleared people are under a key that holds nothing else', () => {
  const keyOf = (name: string) =>
    resourceOf(dev, 'AWS::DynamoDB::Table', name)[1].Properties.SSESpecification as {
      KMSMasterKeyId: unknown;
    };
  const others = resourcesOf(dev, 'AWS::DynamoDB::Table').filter(([id]) => !id.startsWith('Cleared'));
  expect(keyOf('ClearedWork')).toEqual(keyOf('ClearedDemands'));
  for (const [id] of others) expect(keyOf(id)).not.toEqual(keyOf('ClearedDemands'));
});

it('the attempts table has the keys of its items, no index, and forgets what has expired', () => {
  const [, { Properties }] = resourceOf(prod, 'AWS::DynamoDB::Table', 'IntakeAttempts');
  expect(Properties.KeySchema).toEqual([hash('pk'), range('sk')]);
  expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  expect(Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: ATTEMPTS_TTL, Enabled: true },
  });
});

it.each(['ReportingReports', 'ReportingNationalSecurity'])(
  'the table %s has the keys of its items, and no index',
  (name) => {
    const [, { Properties }] = resourceOf(dev, 'AWS::DynamoDB::Table', name);
    expect(periodPartition('2026-H2')).toContain('#');
    expect(Properties.KeySchema).toEqual([hash('pk'), range('sk')]);
    expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  },
);

describe.each(['dev', 'prod'] as const)('what national-security process adds to reports, in %s,', (stage) => {
  const template = templateOf(stage);
  const roles = new Map(
    resourcesOf(template, 'AWS::IAM::Role').map(([id]) => [id, statementsOf(template, id)]),
  );
  const able = (pattern: RegExp) =>
    [...roles]
      .filter(([, statements]) =>
        statements.some(({ resources }) => resources.some((one) => pattern.test(one))),
      )
      .map(([id]) => id.replace(/Role[0-9A-F]{8}$/, ''))
      .sort();
  const may = (role: string, pattern: RegExp) =>
    [...roles]
      .filter(([id]) => id.startsWith(`${role}Role`))
      .flatMap(([, statements]) => statements)
      .filter(({ resources }) => resources.some((one) => pattern.test(one)))
      .map(({ actions, condition }) => ({ actions, condition }));
  const ofPeriods = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['period#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };

  it('stands in a table under a key that holds nothing else', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::DynamoDB::Table', 'ReportingNationalSecurity');
    const { KMSMasterKeyId } = Properties.SSESpecification as { KMSMasterKeyId: unknown };
    expect(JSON.stringify(KMSMasterKeyId)).toContain('FoundationKeysNationalSecurity');
    const users = Object.entries(template.Resources).filter(
      ([, { Type, Properties: own }]) =>
        /^AWS::(DynamoDB::Table|S3::Bucket|SQS::Queue|SNS::Topic|Logs::LogGroup)$/.test(Type) &&
        JSON.stringify(own).includes('FoundationKeysNationalSecurity'),
    );
    expect(users.map(([id]) => id)).toEqual([expect.stringMatching(/^ReportingNationalSecurity/)]);
  });

  it('is named, table or key, in the policies of who counts and who publishes, and in no other: no reader, open or cleared', () => {
    const named = ['AnswersReportingPublishReport', 'ReportingClearedCountEvents', 'ReportingCountEvents'];
    expect(able(/<ReportingNationalSecurity/)).toEqual(named);
    expect(able(/<FoundationKeysNationalSecurity/)).toEqual(named);
  });

  it('is put by who counts and summed by who publishes, by the keys of periods alone', () => {
    for (const counter of ['ReportingCountEvents', 'ReportingClearedCountEvents'])
      expect(may(counter, /<ReportingNationalSecurity/)).toEqual([
        { actions: ['dynamodb:PutItem'], condition: ofPeriods },
      ]);
    expect(may('AnswersReportingPublishReport', /<ReportingNationalSecurity/)).toEqual([
      { actions: ['dynamodb:Query'], condition: ofPeriods },
    ]);
    expect(may('AnswersReportingPublishReport', /<FoundationKeysNationalSecurity/)).toMatchObject([
      { actions: ['kms:Decrypt', 'kms:DescribeKey'] },
    ]);
  });

  it('is all that who counts for cleared people reaches of reports', () => {
    expect(may('ReportingClearedCountEvents', /<(ReportingReports|FoundationKeysReports)/)).toEqual([]);
  });

  it('is out of reach for who reads interim editions, which are all that they reach', () => {
    expect(may('AnswersReportingReadInterim', /<ReportingReports/)).toEqual([
      {
        actions: ['dynamodb:GetItem', 'dynamodb:Query'],
        condition: {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['drafts'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      },
    ]);
    expect(able(/<ReportingPublished\w+\.Arn>\/drafts\/\*$/)).toEqual(['AnswersReportingReadInterim']);
  });
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
    expect(resourcesOf(prod, 'AWS::DynamoDB::Table').filter(([id]) => id.includes('SampleProvider'))).toEqual(
      [],
    );
    for (const [name] of expected) {
      expect(prod.Outputs).not.toHaveProperty(`${name}Table`);
      expect(prod.Parameters[`${name}Table`]).not.toHaveProperty('Default');
    }
  });
});
