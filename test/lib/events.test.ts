import { describe, expect, it } from '@jest/globals';
import { aliasOf, functionOf, resourceOf, resourcesOf, templateOf } from './templates.ts';

const template = templateOf('prod');

describe("the ledger's readers", () => {
  it.each(['ledger/publish-events', 'reporting/count-events'])(
    '%s gets ledger events and nothing else',
    (handler) => {
      const alias = aliasOf(template, handler);
      const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) =>
        JSON.stringify(Properties.FunctionName).includes(JSON.stringify(alias)),
      );
      expect(mappings).toHaveLength(1);
      const properties = mappings[0]?.[1].Properties;
      expect(properties).toMatchObject({
        EventSourceArn: { 'Fn::GetAtt': [expect.stringContaining('LedgerDemands'), 'StreamArn'] },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 1,
        BisectBatchOnFunctionError: true,
        MaximumRecordAgeInSeconds: 12 * 3600,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringContaining('Parked'), 'Arn'] } },
        },
      });
      expect(properties).not.toHaveProperty('MaximumRetryAttempts');
      const criteria = properties?.FilterCriteria as { Filters: { Pattern: string }[] } | undefined;
      expect(criteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
        { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'event#' }] } } } },
      ]);
    },
  );

  it('are two of each table, as many as a shard of a stream serves', () => {
    const tables = resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
      .map(([, { Properties }]) => JSON.stringify(Properties.EventSourceArn))
      .filter((source) => source.includes('StreamArn'));
    expect(tables).toHaveLength(4);
    expect(new Set(tables).size).toBe(2);
  });
});

describe('an upload', () => {
  it('waits in a queue that brings it again for an hour, and is then parked', () => {
    const [waiting, queue] = resourceOf(template, 'AWS::SQS::Queue', 'ScanningWaiting');
    const { RedrivePolicy, VisibilityTimeout } = queue.Properties as {
      RedrivePolicy: { maxReceiveCount: number; deadLetterTargetArn: unknown };
      VisibilityTimeout: number;
    };
    expect(RedrivePolicy.maxReceiveCount * VisibilityTimeout).toBeGreaterThanOrEqual(3600);
    expect(RedrivePolicy.deadLetterTargetArn).toEqual({
      'Fn::GetAtt': [expect.stringContaining('ScanningParked'), 'Arn'],
    });
    const [, fn] = functionOf(template, 'intake/scan-document');
    expect(VisibilityTimeout).toBeGreaterThan(Number(fn.Properties.Timeout));
    const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) => Properties,
    );
    expect(mappings).toContainEqual(
      expect.objectContaining({
        EventSourceArn: { 'Fn::GetAtt': [waiting, 'Arn'] },
        FunctionName: expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':live'])] }),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    );
  });

  it('and nothing else that happens once is left to the three tries of Lambda', () => {
    const once = resourcesOf(template, 'AWS::Events::Rule')
      .map(([, { Properties }]) => Properties)
      .filter(({ ScheduleExpression }) => ScheduleExpression === undefined)
      .flatMap(({ Targets }) => JSON.stringify(Targets));
    expect(once.length).toBeGreaterThan(0);
    for (const targets of once) expect(targets).not.toMatch(/Function|live/);
  });
});

describe('a schedule', () => {
  const rules = resourcesOf(template, 'AWS::Events::Rule')
    .map(([, { Properties }]) => Properties)
    .filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);

  it.each([
    ['watch/sweep', 'rate(1 minute)', undefined],
    ['notice/send-due', 'rate(5 minutes)', undefined],
    ['reporting/publish-report', 'rate(1 day)', '{"scheduled":true}'],
  ])('runs %s at %s', (handler, rate, input) => {
    const [, fn] = functionOf(template, handler);
    const missed = { 'Fn::GetAtt': [expect.stringContaining('Missed'), 'Arn'] };
    expect(rules).toContainEqual(
      expect.objectContaining({
        ScheduleExpression: rate,
        State: 'ENABLED',
        Targets: [
          expect.objectContaining({
            Arn: aliasOf(template, handler),
            DeadLetterConfig: { Arn: missed },
            ...(input ? { Input: input } : {}),
          }),
        ],
      }),
    );
    expect(fn.Properties.DeadLetterConfig).toEqual({ TargetArn: missed });
  });

  it('is one of five', () => {
    expect(rules).toHaveLength(5);
  });
});

it('every queue is encrypted and answers over TLS only', () => {
  const queues = resourcesOf(template, 'AWS::SQS::Queue');
  expect(queues).toHaveLength(9);
  for (const [, { Properties }] of queues) expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
  const policies = JSON.stringify(resourcesOf(template, 'AWS::SQS::QueuePolicy'));
  expect(policies.match(/"aws:SecureTransport":"false"/g)).toHaveLength(queues.length);
});
