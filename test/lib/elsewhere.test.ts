import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { STAGES } from '../../bin/stages.ts';
import { readingStack } from '../../examples/connectors/elsewhere/app.ts';
import type { Elsewhere } from '../../functions/provider/services.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import { compilePolicyElsewhere } from '../../functions/retrieval/session-policy.ts';
import { NetworkStack } from '../../lib/network-stack.ts';
import { NamedProvider } from '../../lib/provider/named-provider.ts';
import { placesOf } from '../../lib/provider/places.ts';
import { RetrievalRole } from '../../lib/retrieval/retrieval-role.ts';
import { DueFunction } from '../../lib/shared/due-function.ts';
import { Foundation } from '../../lib/shared/foundation.ts';
import { StateStack } from '../../lib/state-stack.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { parsePolicy, type Statement } from '../../local/iam/statement.ts';
import { statementsOf } from './permissions.ts';
import { ROOT, type Template as Synthesized } from './templates.ts';

const THERE: Elsewhere = {
  account: '111122223333',
  region: 'eu-west-1',
  role: 'due-process-mail-reader',
  externalId: 'due-process-mail-7Q2W',
};
const HERE = { account: '444455556666', region: 'eu-west-1' };
const ROLE = 'arn:<AWS::Partition>:iam::111122223333:role/due-process-mail-reader';

const { context: flags } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));

process.env.CDK_VALIDATION = 'false';
const app = new App({ context: { ...flags, 'aws:cdk:bundling-stacks': [] } });
const deployment = { env: HERE, listeners: { email: 'alarms@example.com' } };
const state = new StateStack(app, 'State', { ...deployment, stage: STAGES.prod });
const service = serviceOf({ mail: THERE });
const network = Template.fromStack(
  new NetworkStack(app, 'Network', { ...deployment, state, elsewhere: { mail: THERE } }),
);
const role = Template.fromStack(readingStack(new App())).toJSON();

function serviceOf(elsewhere: Parameters<typeof placesOf>[0]) {
  const stack = new Stack(app, 'Service', { env: HERE });
  const foundation = new Foundation(stack, 'Foundation', state.foundation);
  const broker = new DueFunction<Record<string, string>>(stack, 'Broker', {
    foundation,
    handler: 'retrieval/open-session',
    kind: 'step',
    environment: {},
  });
  const provider = new NamedProvider(stack, 'Provider', { elsewhere });
  new RetrievalRole(stack, 'RetrievalRole', {
    provider,
    harvest: state.retrieval.harvest,
    frozen: state.retrieval.frozen,
    broker,
  });
  return { stack, provider };
}

describe('a service whose stores are elsewhere', () => {
  const { stack, provider } = service;
  const template: Synthesized = {
    Resources: {},
    Parameters: {},
    Outputs: {},
    ...Template.fromStack(stack).toJSON(),
  };
  const [roleId = ''] =
    Object.entries(template.Resources).find(
      ([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('RetrievalRole'),
    ) ?? [];
  const statements = statementsOf(template, roleId);
  const reading = statements.filter(({ actions }) => /GetItem|GetObject/.test(`${actions}`));

  it('is read by the role there, which sessions of that service alone may take', () => {
    expect(statements.filter(({ actions }) => actions.includes('sts:AssumeRole'))).toEqual([
      {
        effect: 'Allow',
        actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        resources: [ROLE],
        condition: { StringEquals: { 'aws:PrincipalTag/service': 'mail' } },
      },
    ]);
  });

  it('has no store that our own role reads; those of the others it reads as before', () => {
    const resources = reading.flatMap((statement) => statement.resources);
    expect(resources.filter((one) => /Mail(Table|Bucket)>/.test(one))).toEqual([]);
    for (const name of ['MessagesTable', 'FilesTable', 'CallsBucket'])
      expect(resources.some((one) => one.includes(`<${name}>`))).toBe(true);
  });

  it('has its table named in that account and region', () => {
    const arn = JSON.stringify(stack.resolve(provider.tables.mail.tableArn));
    expect(arn).toContain(':dynamodb:eu-west-1:111122223333:table/');
    expect(JSON.stringify(stack.resolve(provider.tables.files.tableArn))).not.toContain('111122223333');
  });
});

describe('stores elsewhere that cannot be', () => {
  it.each([
    ['account', '1234', 'twelve digits'],
    ['region', 'Ireland', 'a region such as'],
    ['region', '*', 'a region such as'],
    ['role', 'arn:aws:iam::111122223333:role/x', 'no ARN'],
    ['role', '*', 'no ARN'],
    ['externalId', 'short', '8 to 1,224'],
    ['externalId', 'a "quoted" one', '8 to 1,224'],
  ] as const)('by %s %j are refused at synthesis, in a sentence', (name, value, says) => {
    expect(() => placesOf({ mail: { ...THERE, [name]: value } })).toThrow(says);
  });

  it('are refused in a region that the network of connectors does not lead to', () => {
    const make = (region: string | undefined) => {
      const { env: _, ...rest } = deployment;
      const env = region ? { env: { ...HERE, region } } : {};
      return () =>
        new NetworkStack(app, `In${region}`, { ...rest, ...env, state, elsewhere: { mail: THERE } });
    };
    expect(make('us-east-1')).toThrow('does not lead');
    expect(make(undefined)).toThrow('say which');
  });

  it('are let through the gateways of their region, by the role there and to its account alone', () => {
    const endpoints = network.findResources('AWS::EC2::VPCEndpoint');
    const open = Object.values(endpoints)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement.Condition).includes('111122223333'));
    expect(open.map(({ Action }) => Action)).toEqual([
      's3:GetObject',
      ['dynamodb:GetItem', 'dynamodb:Query'],
    ]);
    for (const { Condition } of open)
      expect(Condition.StringEquals).toEqual({
        'aws:PrincipalAccount': '111122223333',
        'aws:ResourceAccount': '111122223333',
      });
  });
});

const READER = { roleArn: 'arn:aws:iam::111122223333:role/due-process-mail-reader', region: 'eu-west-1' };
const STORES = { tables: { mail: 'mail-index' }, buckets: { mail: 'mail-bytes' }, secrets: {} };
const parsed = (policy: object) => parsePolicy(JSON.parse(JSON.stringify(policy)));

describe('the role that a provider deploys there', () => {
  const { Resources } = role;
  const named = (type: string) =>
    Object.values(Resources as Record<string, { Type: string; Properties: Record<string, object> }>).find(
      ({ Type }) => Type === type,
    )?.Properties ?? {};
  const { AssumeRolePolicyDocument = {} } = named('AWS::IAM::Role');
  const { PolicyDocument = {} } = named('AWS::IAM::Policy');
  const [trust, permissions] = [parsed(AssumeRolePolicyDocument), parsed(PolicyDocument)];

  it('is written out in the documentation, word for word', () => {
    const page = readFileSync(join(ROOT, 'packages/connector/README.md'), 'utf8');
    const blocks = [...page.matchAll(/```json\n([^`]+)```/g)].flatMap(([, text = '']) => {
      const json = JSON.parse(text);
      return json.Statement ? [json] : [];
    });
    expect(blocks).toEqual([AssumeRolePolicyDocument, PolicyDocument]);
  });

  it('is taken by our role alone, for its service, with the external id and all that a session must say', () => {
    const RETRIEVAL = 'arn:aws:iam::444455556666:role/DueProcess-prod-ServiceRetrievalRole-EXAMPLE';
    const complete: Record<string, string[]> = {
      'sts:externalid': [THERE.externalId],
      'sts:sourceidentity': ['d-0001'],
      ...Object.fromEntries(
        ['account', 'demandId', 'round', 'grant'].map((tag) => [
          `aws:requesttag/${tag.toLowerCase()}`,
          ['x'],
        ]),
      ),
      'aws:requesttag/service': ['mail'],
    };
    const decide = (action: string, context = complete) =>
      evaluate(trust, { action, resource: READER.roleArn, context });
    expect(new Set(trust.flatMap(({ principals }) => principals))).toEqual(new Set([RETRIEVAL]));
    for (const action of ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])
      expect([action, decide(action)]).toEqual([action, 'allowed']);
    for (const left of Object.keys(complete)) {
      const { [left]: _, ...rest } = complete;
      expect([left, decide('sts:AssumeRole', rest)]).toEqual([left, 'notAllowed']);
    }
    for (const wrong of ['sts:externalid', 'aws:requesttag/service'])
      expect(decide('sts:AssumeRole', { ...complete, [wrong]: ['another'] })).toBe('notAllowed');
  });

  it('gives a session one account, of one grant, from the network alone, whatever it asks', () => {
    const access = accessOf('mail', STORES, ['content.mail']);
    const session = parsed(compilePolicyElsewhere('acct-0001', access, READER));
    const tagged = { 'aws:principaltag/account': ['acct-0001'], 'aws:sourcevpc': ['vpc-0a1b2c3d'] };
    const decide = (by: readonly Statement[][], action: string, resource: string, context = {}) =>
      by.every(
        (policy) => evaluate(policy, { action, resource, context: { ...tagged, ...context } }) === 'allowed',
      );
    const both = [permissions, session];
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/mail-index';
    const query = (account: string, attributes: string[]) => ({
      'dynamodb:leadingkeys': [account],
      'dynamodb:attributes': attributes,
      'dynamodb:select': ['SPECIFIC_ATTRIBUTES'],
    });
    const own = query('acct-0001', ['account', 'entry', 'key']);
    expect(decide(both, 'dynamodb:Query', table, own)).toBe(true);
    expect(decide(both, 's3:GetObject', 'arn:aws:s3:::mail-bytes/acct-0001/1.eml')).toBe(true);
    const refused: [string, string, object?][] = [
      ['dynamodb:Query', table, query('acct-0002', ['account', 'entry'])],
      // Of the item's attributes, and not of those of another.
      ['dynamodb:Query', table, query('acct-0001', ['account', 'messageId'])],
      ['dynamodb:Scan', table, own],
      ['dynamodb:Query', table.replace('eu-west-1', 'us-east-1'), own],
      ['dynamodb:Query', table.replace('111122223333', '444455556666'), own],
      ['dynamodb:Query', `${table}-2`, own],
      ['dynamodb:Query', table, { ...own, 'aws:sourcevpc': ['vpc-other'] }],
      ['s3:GetObject', 'arn:aws:s3:::mail-bytes/acct-0002/1.eml'],
      ['s3:GetObject', 'arn:aws:s3:::mail-bytes/acct-00011/1.eml'],
      ['s3:GetObject', 'arn:aws:s3:::harvest/d-0001/1/0/records/x'],
      ['s3:PutObject', 'arn:aws:s3:::mail-bytes/acct-0001/1.eml'],
      ['s3:PutObject', 'arn:aws:s3:::harvest/d-0001/1/0/x'],
      ['sts:AssumeRole', READER.roleArn],
      ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-AbC123'],
    ];
    for (const [action, resource, context] of refused)
      expect([action, resource, decide(both, action, resource, context)]).toEqual([action, resource, false]);
    // By the role alone, were its policy lost: still one account's keys and objects.
    expect(decide([permissions], 'dynamodb:Query', table, query('acct-0002', ['account']))).toBe(false);
    expect(decide([permissions], 's3:GetObject', 'arn:aws:s3:::mail-bytes/acct-0002/1.eml')).toBe(false);
  });
});
