import { describe, expect, it } from '@jest/globals';
import { BUCKETS, SERVICE_NAMES, SERVICES, TABLES } from '../../functions/provider/services.ts';
import { rightsOf, roleOf, statementsOf } from './permissions.ts';
import { functionOf, resourceOf, templateOf } from './templates.ts';

const CONNECTORS = SERVICE_NAMES.map((service) => `retrieval/read-${service}`);

describe.each(['dev', 'prod'] as const)('in %s', (stage) => {
  const template = templateOf(stage);
  const [roleId, { Properties }] = resourceOf(template, 'AWS::IAM::Role', 'RetrievalRole');
  const stores = stage === 'dev' ? /SampleProvider/ : /(Table|Bucket)>|ProviderKeyArn/;

  it('the retrieval role is taken by the broker alone, who must say for which demand, account and grant', () => {
    const { Statement } = Properties.AssumeRolePolicyDocument as { Statement: { Principal: unknown }[] };
    const tags = ['account', 'demandId', 'round', 'grant'].map((tag) => [`aws:RequestTag/${tag}`, 'false']);
    const source = { 'sts:SourceIdentity': 'false' };
    expect(Statement).toMatchObject([
      { Action: 'sts:AssumeRole', Condition: { Null: { ...source, ...Object.fromEntries(tags) } } },
      { Action: 'sts:SetSourceIdentity', Condition: { Null: source } },
      { Action: 'sts:TagSession', Condition: { Null: Object.fromEntries(tags) } },
    ]);
    const broker = { 'Fn::GetAtt': [roleOf(template, 'retrieval/open-session'), 'Arn'] };
    for (const { Principal } of Statement) expect(Principal).toEqual({ AWS: broker });
    expect(Properties.MaxSessionDuration).toBe(3600);
  });

  it('the retrieval role reads by key and prefix, creates harvests, and does nothing else', () => {
    const ofSecrets = ['secretsmanager:GetSecretValue'];
    const allowed = statementsOf(template, roleId).filter(({ effect }) => effect === 'Allow');
    const statements = allowed.filter(({ actions }) => `${actions}` !== `${ofSecrets}`);
    // Of each service that has secrets, those alone, to sessions that are of it: services.test.ts holds each.
    const withSecrets = SERVICE_NAMES.filter((service) => SERVICES[service].secrets.length > 0);
    expect(allowed.filter(({ actions }) => `${actions}` === `${ofSecrets}`)).toHaveLength(withSecrets.length);
    expect(statements.map(({ actions }) => actions)).toEqual([
      ['dynamodb:GetItem', 'dynamodb:Query'],
      ['s3:GetObject'],
      ['kms:Decrypt', 'kms:DescribeKey'],
      ['s3:PutObject'],
      ['kms:Decrypt', 'kms:GenerateDataKey'],
    ]);
    expect(statements[0]?.resources).toHaveLength(TABLES.length);
    // Of the provider's buckets, and of what is frozen, the account's own.
    expect(statements[1]?.resources).toHaveLength(BUCKETS.length + 1);
    expect(statements[3]?.resources).toHaveLength(2);
    for (const statement of [2, 4])
      expect(statements[statement]?.condition).toMatchObject({
        StringEquals: { 'kms:ViaService': expect.anything() },
      });
  });

  it('the retrieval role reads tables of this account and region, and buckets by name, whoever owns them', () => {
    if (stage === 'dev') return;
    const [tables, buckets] = statementsOf(template, roleId);
    for (const table of tables?.resources ?? [])
      expect(table).toMatch(/:dynamodb:<AWS::Region>:<AWS::AccountId>:table\//);
    for (const bucket of buckets?.resources ?? [])
      expect(bucket).toMatch(
        /(:s3:::<\w+Bucket>|^<RetrievalFrozen\w+\.Arn>)\/\$\{aws:PrincipalTag\/account\}\/\*$/,
      );
  });

  it.each(CONNECTORS)('%s may ask the broker for grants of its service, and nothing else', (handler) => {
    const service = handler.replace('retrieval/read-', '');
    const [alias] = resourceOf(template, 'AWS::Lambda::Alias', 'OpenSession', `Alias${service}`);
    // In a network, Lambda makes the function's interface by its role; network.test.ts denies its code the same.
    const rights = rightsOf(template, handler).filter((right) => !right.startsWith('ec2:'));
    expect(rights).toEqual([`lambda:InvokeFunction <${alias}>`]);
    const [, { Properties: own }] = functionOf(template, handler);
    expect(own.Environment).toMatchObject({ Variables: { BROKER: { Ref: alias } } });
  });

  it('of the provider, the checks read the directory alone', () => {
    const rights = rightsOf(template, 'validity/check-validity').filter((right) => stores.test(right));
    expect(rights.filter((right) => !right.startsWith('kms:'))).toEqual([
      expect.stringMatching(/^dynamodb:Query .*Directory/),
    ]);
  });

  it('the harvest is read by who checks it and who seals it', () => {
    const reading = ['retrieval/check-harvest', 'disclosure/seal'];
    for (const handler of reading)
      expect(rightsOf(template, handler)).toContainEqual(expect.stringMatching(/^s3:GetObject .*Harvest/));
  });
});
