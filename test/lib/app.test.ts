import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { stageNamed } from '../../bin/stages.ts';
import { checkedApp } from '../../lib/checked-app.ts';
import { digestOf, printDifference, printDigest } from './digest.ts';
import { assemblyOf, functionsOf, type StageName, stackNames, stackOf, templateOf } from './templates.ts';

const stages = ['dev', 'prod'] as const;
const digest = (stage: StageName) => {
  const stacks = stackNames(stage).map((name) => [name, stackOf(assemblyOf(stage), name)] as const);
  return digestOf(Object.fromEntries(stacks), templateOf(stage));
};

describe.each(stages)('the app of %s', (stage) => {
  it('synthesizes with no finding that nobody gave a reason for', () => {
    const report = JSON.parse(readFileSync(join(assemblyOf(stage), 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  it('names no account and no region', () => {
    expect(JSON.stringify(templateOf(stage))).not.toMatch(/\b\d{12}\b|us-east-1/);
  });

  // A laptop's clock moves because its workers are begun with another one; a deployment has neither place nor word for it.
  it('has nothing that could move the clock of a function', () => {
    for (const [id, { Properties }] of stackNames(stage).flatMap((name) =>
      functionsOf(stackOf(assemblyOf(stage), name)),
    )) {
      const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
      const names = Object.keys(Variables);
      const moving =
        /CLOCK|OFFSET|FAKE|FREEZE_?TIME|TODAY|(^|_)NOW$|^TZ$|NODE_OPTIONS|EXEC_WRAPPER|LD_PRELOAD/i;
      expect([id, names.filter((name) => moving.test(name))]).toEqual([id, []]);
      expect([id, Properties.Layers]).toEqual([id, undefined]);
    }
  });
});

// A line that you did not mean to change is a mistake.
it('prod is what was read (read the diff; what you meant is written by npm run jest -- test/lib/app -u)', () => {
  expect(printDigest(digest('prod'))).toMatchSnapshot();
});

it('dev differs from prod in what was read (as above)', () => {
  expect(printDifference(digest('prod'), digest('dev'))).toMatchSnapshot();
});

describe('an app', () => {
  it('does not synthesize with a finding that nobody gave a reason for', () => {
    const app = checkedApp({});
    new Bucket(new Stack(app, 'Careless'), 'Bucket');
    expect(() => app.synth()).toThrow(/AwsSolutions::AwsSolutions-S1/);
  });

  it('lists the stages when asked for one that is not there', () => {
    expect(() => stageNamed('staging')).toThrow('No stage "staging". There are: dev, prod');
    expect(() => stageNamed('toString')).toThrow('No stage');
  });
});
