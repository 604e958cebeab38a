import { describe, expect, it } from '@jest/globals';
import { deploymentOf } from '../../bin/deployment.ts';
import { STAGES } from '../../bin/stages.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import type { RawStatement } from './permissions.ts';
import { LISTENER, resourceOf, resourcesOf, templateOf } from './templates.ts';

type Selector = {
  readonly Name: string;
  readonly FieldSelectors: readonly {
    readonly Field: string;
    readonly Equals?: unknown[];
    readonly StartsWith?: unknown[];
  }[];
};

const template = templateOf('prod');
const [, trail] = resourceOf(template, 'AWS::CloudTrail::Trail');
const selectors = trail.Properties.AdvancedEventSelectors as Selector[];
const arnsOf = (name: string) =>
  selectors
    .find(({ Name }) => Name === name)
    ?.FieldSelectors.filter(({ Field }) => Field === 'resources.ARN')
    .flatMap(({ Equals = [], StartsWith = [] }) => [...Equals, ...StartsWith].map(flatten));

describe('the trail of prod', () => {
  it('records all regions, signs its files, and keeps them under its own key', () => {
    expect(trail.Properties).toMatchObject({
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^TrailKey/), 'Arn'] },
    });
    expect(selectors[0]?.FieldSelectors).toEqual([{ Field: 'eventCategory', Equals: ['Management'] }]);
  });

  it('records every table and bucket that holds state, but where it writes itself', () => {
    const tables = resourcesOf(template, 'AWS::DynamoDB::Table').map(([id]) => `<${id}.Arn>`);
    expect(arnsOf('Our tables')?.sort()).toEqual(tables.sort());
    const buckets = resourcesOf(template, 'AWS::S3::Bucket')
      .map(([id]) => id)
      .filter((id) => !/^(TrailFiles|FoundationAccessLogs)/.test(id));
    expect(arnsOf('Our buckets')?.sort()).toEqual(buckets.map((id) => `<${id}.Arn>/`).sort());
  });

  it("records the provider's stores, every one that a function may read, for what we do there", () => {
    const told = [
      ...(arnsOf("The provider's tables, by us") ?? []),
      ...(arnsOf("The provider's buckets, by us") ?? []),
    ];
    const policies = JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy'));
    const named = Object.keys(template.Parameters).filter(
      (name) => /(Table|Bucket)$/.test(name) && policies.includes(`{"Ref":"${name}"}`),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(told.filter((arn) => arn.includes(`<${name}>`))).toHaveLength(1);
    for (const name of ["The provider's tables, by us", "The provider's buckets, by us"])
      expect(selectors.find(({ Name }) => Name === name)?.FieldSelectors).toContainEqual({
        Field: 'userIdentity.arn',
        StartsWith: [expect.anything()],
      });
  });

  it('is kept where nobody deletes it, and let in by its name alone', () => {
    const [id, bucket] = resourceOf(template, 'AWS::S3::Bucket', 'TrailFiles');
    expect(bucket.Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
    });
    const statements = resourcesOf(template, 'AWS::S3::BucketPolicy')
      .filter(([, { Properties }]) => JSON.stringify(Properties.Bucket) === JSON.stringify({ Ref: id }))
      .flatMap(
        ([, { Properties }]) => (Properties.PolicyDocument as { Statement: RawStatement[] }).Statement,
      );
    const letIn = statements.filter(({ Principal }) => JSON.stringify(Principal).includes('cloudtrail'));
    expect(letIn).toHaveLength(2);
    for (const one of letIn)
      expect(flatten(JSON.parse(JSON.stringify(one)).Condition.StringEquals['aws:SourceArn'])).toMatch(
        new RegExp(`:trail/${String(trail.Properties.TrailName)}$`),
      );
  });

  it("gives way to the organisation's where that is named, and dev has none", () => {
    expect(resourcesOf(templateOf('dev'), 'AWS::CloudTrail::Trail')).toEqual([]);
    const context: Record<string, string> = { ...LISTENER, trail: 'organisation' };
    expect(deploymentOf(STAGES.prod, (name) => context[name], {})).toMatchObject({ organisationTrail: true });
  });
});

describe('a pattern on lines of a log', () => {
  const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(
    ([id, { Properties }]) => [id, Properties] as const,
  );
  /** With the longest that each reference can come to: 64 characters of a role's name, an ARN, a key's id. */
  const longest = (text: string) =>
    text
      .replaceAll(/<AWS::Partition>/g, 'aws-us-gov')
      .replaceAll(/<AWS::AccountId>/g, '0'.repeat(12))
      .replaceAll(/<[^>]*Arn>/g, 'a'.repeat(100))
      .replaceAll(/<[^>]*>/g, 'n'.repeat(64));

  it.each(filters)('%s is not longer than CloudWatch takes', (_, { FilterPattern }) => {
    expect(longest(flatten(FilterPattern)).length).toBeLessThanOrEqual(1024);
  });

  it.each(filters)('%s is whole: brackets close, and what it counts rings', (_, properties) => {
    const text = flatten(properties.FilterPattern);
    for (const [open, close] of ['()', '{}'])
      expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length);
    expect(text.split('"').length % 2).toBe(1);
    const [{ MetricName: name } = { MetricName: '' }] = properties.MetricTransformations as {
      MetricName: string;
    }[];
    const ringing = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties.MetricName === name && Properties.Namespace === 'DueProcess/prod',
    );
    expect([name, ringing.length]).toEqual([name, 1]);
  });

  it('hears a change of every key', () => {
    const patterns = filters.map(([, { FilterPattern }]) => flatten(FilterPattern));
    for (const [id] of resourcesOf(template, 'AWS::KMS::Key'))
      expect(
        patterns.filter((text) => text.includes(`<${id}>`) && text.includes('ScheduleKeyDeletion')),
      ).toHaveLength(1);
  });
});

it('rings when attempts are refused, by what all functions add to one table', () => {
  const [table] = resourceOf(template, 'AWS::DynamoDB::Table', 'IntakeAttempts');
  const [, { Properties }] = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AttemptsRefused');
  expect(Properties).toMatchObject({
    Namespace: 'AWS/DynamoDB',
    Statistic: 'SampleCount',
    Dimensions: [
      { Name: 'Operation', Value: 'PutItem' },
      { Name: 'TableName', Value: { Ref: table } },
    ],
  });
});

it('rings when a function of any name, or a table, turns calls away', () => {
  const alarmsOn = (metric: RegExp) =>
    resourcesOf(template, 'AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => metric.test(String(Properties.MetricName)))
      .map(([, { Properties }]) => JSON.stringify(Properties.Dimensions ?? 'of all'));
  expect(alarmsOn(/^Throttles$/)).toEqual(['"of all"']);
  for (const [id] of resourcesOf(template, 'AWS::DynamoDB::Table'))
    expect(alarmsOn(/ThrottleEvents$/).filter((one) => one.includes(`{"Ref":"${id}"}`))).toHaveLength(2);
});

describe('the alarms of prod', () => {
  const says = (context: Record<string, string>) => () =>
    deploymentOf(STAGES.prod, (name) => context[name], {});

  it('are heard by somebody, or it does not synthesize', () => {
    expect(says({})).toThrow('Nobody would hear the alarms of prod');
    expect(says({ alarmEmail: 'nobody' })).toThrow('-c alarmEmail is to be');
    expect(says({ alarmUrl: 'http://alarms.example.com' })).toThrow('-c alarmUrl is to be');
    expect(says(LISTENER)()).toEqual({ listeners: { email: LISTENER.alarmEmail } });
    const topicArn = 'arn:aws:sns:eu-central-1:111122223333:alarms';
    expect(says({ alarmTopicArn: topicArn })()).toEqual({ listeners: { topicArn } });
    expect(deploymentOf(STAGES.dev, () => undefined, {})).toEqual({ listeners: {} });
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toMatchObject([
      [expect.anything(), { Properties: { Protocol: 'email', Endpoint: LISTENER.alarmEmail } }],
    ]);
  });

  it('need a certificate for a name', () => {
    expect(says({ ...LISTENER, domain: 'demands.example.com' })).toThrow('Give both');
  });
});

describe('the web ACL of prod', () => {
  it('stands before the stage, limits each address, and does not block what a filing quotes', () => {
    const [acl, { Properties }] = resourceOf(template, 'AWS::WAFv2::WebACL');
    const [, association] = resourceOf(template, 'AWS::WAFv2::WebACLAssociation');
    expect(association.Properties.WebACLArn).toEqual({ 'Fn::GetAtt': [acl, 'Arn'] });
    expect(flatten(association.Properties.ResourceArn)).toMatch(/\/restapis\/<\w+>\/stages\/<\w+>$/);
    const rules = JSON.stringify(Properties.Rules);
    for (const name of ['RatePerAddress', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'AmazonIpReputationList'])
      expect(rules).toContain(name);
    const counted = [...rules.matchAll(/"ActionToUse":\{"Count":\{\}\},"Name":"(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(counted.filter((name) => name?.endsWith('_BODY'))).toHaveLength(7);
    expect(JSON.stringify(resourceOf(template, 'AWS::WAFv2::LoggingConfiguration'))).toContain(
      'authorization',
    );
  });

  it('is not made in dev', () => {
    expect(resourcesOf(templateOf('dev'), 'AWS::WAFv2::WebACL')).toEqual([]);
  });
});

it('a function that a schedule calls keeps what it failed on every time', () => {
  for (const stage of ['dev', 'prod'] as const) {
    const called = JSON.stringify(resourcesOf(templateOf(stage), 'AWS::Events::Rule'));
    const aliases = resourcesOf(templateOf(stage), 'AWS::Lambda::Alias').filter(([id]) =>
      called.includes(`{"Ref":"${id}"}`),
    );
    expect(aliases.length).toBeGreaterThan(1);
    for (const [, { Properties }] of aliases) {
      const { Ref } = Properties.FunctionName as { Ref: string };
      expect(templateOf(stage).Resources[Ref]?.Properties).toHaveProperty('DeadLetterConfig');
    }
  }
});
