import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { CredentialStore } from '../aws/credentials.ts';
import { Functions } from '../lambda/functions.ts';
import { Meter } from '../meter.ts';
import { modelStacks } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-functions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => null;\n');

const template = parseTemplate({
  Resources: {
    Greet: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Key: 'greet.zip' },
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/greet',
        Runtime: 'nodejs24.x',
      },
    },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Greet' } } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Greet' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'live',
      },
    },
  },
});

const functions = new Functions({
  stack: modelStacks({
    stacks: [{ name: 'Demo', template }],
    parameters: {},
    endpoint: 'http://127.0.0.1:1',
  }),
  assetPath: () => folder,
  store: new CredentialStore(join(folder, 'secret')),
  endpoint: 'http://127.0.0.1:1',
  logs: folder,
  clock: new BigInt64Array(new SharedArrayBuffer(8)),
  meter: new Meter(),
  queues: new Map(),
  localAddress: (text) => text,
});
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Demo-Greet';

test.each(['', ':live', ':1', ':$LATEST'])('a function answers to its ARN with "%s"', (qualifier) => {
  expect(functions.arnOf(`${arn}${qualifier}`)).toBe(`${arn}${qualifier}`);
  expect(functions.has(`Demo-Greet${qualifier}`)).toBe(true);
});

test.each([':old', ':2'])('a function has no "%s", because the template has none', async (qualifier) => {
  expect(functions.has(`${arn}${qualifier}`)).toBe(false);
  await expect(functions.invoke(`${arn}${qualifier}`, null)).rejects.toThrow(qualifier);
});
