import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { billOf } from '../../scripts/cost/bill.ts';
import { readFixed } from '../../scripts/cost/fixed.ts';
import { readPrices } from '../../scripts/cost/prices.ts';
import { KEPT, readUnits } from '../../scripts/cost/units.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cost-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, value: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
const FIXED = { keys: 3, alarmMetrics: 10, logMetrics: 0, scheduledRuns: 0, endpointHours: 0 };
const asked = { volumes: [1000, 2_000_000], burst: 10 };

describe('a bill', () => {
  const units = { stateTransitions: 20, 'sts POST': 1 };
  const bill = billOf({ units, fixed: FIXED }, readPrices(), asked);

  it('is what was counted, at what a unit costs', () => {
    expect(bill.demand.filter(({ usd }) => usd > 0)).toEqual([
      { service: 'Step Functions', unit: 'state transitions', count: 20, usd: 0.0005, confirmed: true },
    ]);
  });

  it('of a month has what costs without demands once, and the demands', () => {
    expect(bill.months.map(({ fixed, variable }) => [fixed, variable])).toEqual([
      [4, 0.5],
      [4, 1000],
    ]);
  });

  it('names the quota that breaks first, and from how many demands on', () => {
    const [first] = bill.limits;
    // 1,500 a second, 20 of each demand: 75 demands a second at the peak, a tenth of it in the mean of thirty days.
    expect(first).toMatchObject({ quota: 'state transitions', breaksAtDemandsOfMonth: 19_440_000 });
    expect(bill.months.at(-1)?.overQuota).toEqual([]);
    const more = billOf({ units, fixed: FIXED }, readPrices(), { volumes: [20_000_000], burst: 10 });
    expect(more.months[0]?.overQuota).toEqual(['Step Functions state transitions']);
  });
});

describe('what it is made from', () => {
  it('has a price for every unit that is billed, and every unit in what is kept', () => {
    const { units } = readUnits(KEPT);
    for (const { counts } of readPrices().perDemand) expect(units[counts]).toBeGreaterThan(0);
    for (const { uses } of readPrices().quotas) expect(units[uses]).toBeGreaterThan(0);
    for (const { counts } of readPrices().perMonth) expect(FIXED).toHaveProperty(counts);
  });

  it('is the last step of a run of the bench, with calls of all functions together', () => {
    const steps = [
      { demands: 1, atOnce: 1, perDemand: { stateTransitions: 1 } },
      { demands: 2, atOnce: 8, perDemand: { 'calls A sts POST': 1, 'calls B sts POST': 2, 'invoked A': 9 } },
    ];
    const file = written('flow.json', { when: '2026-01-01T00:00:00.000Z', steps });
    expect(readUnits(file)).toMatchObject({ demands: 2, atOnce: 8, units: { 'sts POST': 3 } });
  });

  it.each([
    [{}, /no result/],
    [[1], /no result/],
    [{ when: 'now', steps: [] }, /no result/],
    [
      {
        when: '2026-01-01T00:00:00.000Z',
        steps: [{ demands: 1, atOnce: 1, perDemand: { stateTransitions: -1 } }],
      },
      /no result/,
    ],
    [
      { when: '2026-01-01T00:00:00.000Z', steps: [{ demands: 1, atOnce: 1, perDemand: {} }] },
      /nothing was counted/,
    ],
  ])('is refused where it is none: %j', (value, why) => {
    expect(() => readUnits(written('none.json', value))).toThrow(why);
  });

  it('counts in templates what costs by the month', () => {
    const resources = {
      Key: { Type: 'AWS::KMS::Key' },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
      Sum: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Metrics: [
            { Expression: 'a + b' },
            { MetricStat: { Stat: 'Sum' } },
            { MetricStat: { Stat: 'Sum' } },
          ],
        },
      },
      Sweep: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(5 minutes)' } },
      Notices: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {} } },
      Inside: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] },
      },
      Gateway: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Gateway' } },
    };
    written('One.template.json', { Resources: resources });
    expect(readFixed(folder, 10)).toEqual({
      ...{ keys: 1, alarmMetrics: 3, logMetrics: 0 },
      ...{ scheduledRuns: 120, endpointHours: 20 },
    });
  });

  it.each(['nowhere', '.'])('says that there are no templates in %s', (name) => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(() => readFixed(join(empty, name), 10)).toThrow(/no templates/);
  });
});
