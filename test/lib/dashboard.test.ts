import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { BUSINESS_METRICS } from '../../functions/reporting/business-metrics.ts';
import { functionsOf, ROOT, resourceOf, resourcesOf, templateOf } from './templates.ts';

const template = templateOf('prod');
const [, { Properties }] = resourceOf(template, 'AWS::CloudWatch::Dashboard', 'Work');
const body = JSON.stringify(Properties.DashboardBody);

it.each(BUSINESS_METRICS)('the dashboard shows %s', (metric) => {
  expect(body.replaceAll('\\', '')).toContain(`MetricName="${metric}"`);
});

it('the dashboard names sections of the runbook that are there, each of an alarm', () => {
  const sections = [...readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').matchAll(/^## (.+)$/gm)].map(
    ([, title = '']) => title.toLowerCase().replaceAll(' ', '-'),
  );
  const named = [...body.matchAll(/docs\/runbook\.md#([a-z-]+)/g)].map(([, section]) => section);
  expect(named.length).toBeGreaterThan(3);
  for (const section of named) expect(sections).toContain(section);
  const alarms = JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  for (const section of named) expect(alarms).toContain(`docs/runbook.md#${section}.`);
});

it('is fed by the function that counts the open ledger, and never by that of the cleared one', () => {
  const counting = functionsOf(template).filter(
    ([
      ,
      {
        Properties: { Description },
      },
    ]) => Description === 'reporting/count-events',
  );
  const measured = counting.map(
    ([
      id,
      {
        Properties: { Environment },
      },
    ]) => [id.includes('Cleared'), JSON.stringify(Environment).includes('"DueProcess/prod"')],
  );
  expect(measured.sort()).toEqual([
    [false, true],
    [true, false],
  ]);
});
