import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { stageNamed } from '../../bin/stages.ts';
import { checkedApp } from '../../lib/checked-app.ts';
import { assemblyOf, templateOf } from './templates.ts';

describe.each(['dev', 'prod'] as const)('the app of %s', (stage) => {
  it('synthesizes with no finding that nobody gave a reason for', () => {
    const report = JSON.parse(readFileSync(join(assemblyOf(stage), 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  it('names no account and no region', () => {
    expect(JSON.stringify(templateOf(stage))).not.toMatch(/\b\d{12}\b|us-east-1/);
  });

  it('is the stack that was looked at', () => {
    const template = JSON.stringify(templateOf(stage), null, 1).replace(/[0-9a-f]{64}\.zip/g, 'asset.zip');
    expect(template).toMatchSnapshot();
  });
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
