import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, resourceOf, resourcesOf, templateOf } from './templates.ts';

const template = templateOf('prod');
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
  ([id, { Properties }]) => [id, Properties] as const,
);
const sections = [...readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').matchAll(/^## (.+)$/gm)].map(
  ([, title = '']) => title.toLowerCase().replaceAll(' ', '-'),
);
const sectionOf = (properties: Readonly<Record<string, unknown>>) =>
  /See docs\/runbook\.md#([a-z-]+)\.$/.exec(String(properties.AlarmDescription))?.[1];

describe('an alarm', () => {
  it.each(alarms)(
    '%s says what to do, tells someone, and watches one metric, or one sum',
    (_, properties) => {
      expect(sections).toContain(sectionOf(properties));
      expect(properties.AlarmActions).toEqual([{ Ref: expect.stringContaining('Topic') }]);
      const metrics = properties.Metrics as { Expression?: string }[] | undefined;
      const shown = (metrics ?? []).filter(({ Expression }) => Expression !== undefined);
      if (metrics)
        expect(shown).toEqual([expect.objectContaining({ Expression: 'failed + aborted + timedOut' })]);
      else expect(properties).toHaveProperty('MetricName');
    },
  );

  it('stands for every section of the runbook', () => {
    // The last is of stages that name a timestamp authority (timestamps.test.ts).
    const told = [...alarms.map(([, properties]) => sectionOf(properties)), 'a-package-has-no-timestamp'];
    expect([...new Set(told)].sort()).toEqual(sections.sort());
  });

  it.each(['WorkflowSweep', 'NoticeSendDue'])('hears when %s says nothing', (name) => {
    const [, { Properties }] = resourceOf(template, 'AWS::CloudWatch::Alarm', name, 'Silence');
    expect(Properties).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  it.each([
    ['STILL_FAILED', ['WorkflowSweep']],
    ['ITEM_PARKED', ['NoticeSendDue', 'WorkflowSweep']],
  ])('hears when %s is in a log, of each function that writes it', (code, functions) => {
    const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').filter(([, { Properties }]) =>
      String(Properties.FilterPattern).includes(`"${code}"`),
    );
    expect(filters.map(([id]) => functions.find((name) => id.includes(name))).sort()).toEqual(functions);
    const [{ MetricName, MetricNamespace }] = filters.map(
      ([, { Properties }]) =>
        (Properties.MetricTransformations as [{ MetricName: string; MetricNamespace: string }])[0],
    ) as [{ MetricName: string; MetricNamespace: string }];
    const watching = alarms.filter(
      ([, { MetricName: watched, Namespace }]) => watched === MetricName && Namespace === MetricNamespace,
    );
    expect(watching).toHaveLength(1);
    expect(watching[0]?.[1]).toMatchObject({ Threshold: 1, TreatMissingData: 'notBreaching' });
  });

  it('watches every queue where something can be left behind', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue').map(([id]) => id);
    for (const queue of queues)
      expect(JSON.stringify(alarms)).toContain(
        JSON.stringify({ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }),
      );
  });
});

it('alarms may be published, and travel under a key that CloudWatch may use', () => {
  const [, policy] = resourceOf(template, 'AWS::SNS::TopicPolicy', 'Alarm');
  expect(JSON.stringify(policy.Properties)).toMatch(
    /"Action":"sns:Publish".*"Service":"cloudwatch.amazonaws.com"/,
  );
  const [, topic] = resourceOf(template, 'AWS::SNS::Topic', 'Alarm');
  expect(topic.Properties).toMatchObject({
    KmsMasterKeyId: { 'Fn::GetAtt': [expect.stringContaining('KeysOperations'), 'Arn'] },
  });
  const [, key] = resourceOf(template, 'AWS::KMS::Key', 'KeysOperations');
  expect(JSON.stringify(key.Properties.KeyPolicy)).toContain('"Service":"cloudwatch.amazonaws.com"');
});
