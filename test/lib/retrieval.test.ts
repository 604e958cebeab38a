import { describe, expect, it } from '@jest/globals';
import { BUCKETS, SERVICE_NAMES, TABLES } from '../../functions/provider/services.ts';
import { rightsOf, roleOf, statementsOf } from './permissions.ts';
import { functionOf, resourceOf, templateOf } from './templates.ts';

const CONNECTORS = SERVICE_NAMES.map((service) => `retrieval/read-${service}`);

describe.each(['dev', 'prod'] as const)('in %s', (stage) => {
  const template = templateOf(stage);
  const [roleId, { Properties }] = resourceOf(template, 'AWS::IAM::Role', 'RetrievalRole');
  const stores = stage === 'dev' ? /SampleProvider/ : /(Table|Bucket)>|ProviderKeyArn/;

  it('the retrieval role is taken by the connectors alone, who must say for which demand', () => {
    const { Statement } = Properties.AssumeRolePolicyDocument as {
      Statement: { Principal: { AWS: unknown[] } }[];
    };
    const connectors = CONNECTORS.map((handler) => ({ 'Fn::GetAtt': [roleOf(template, handler), 'Arn'] }));
    expect(Statement).toMatchObject([
      {
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        Condition: { Null: { 'sts:SourceIdentity': 'false' } },
      },
      { Action: 'sts:TagSession' },
    ]);
    for (const { Principal } of Statement) {
      expect(Principal.AWS).toHaveLength(connectors.length);
      expect(Principal.AWS).toEqual(expect.arrayContaining(connectors));
    }
    expect(Properties.MaxSessionDuration).toBe(3600);
  });

  it('the retrieval role reads by key and prefix, and does nothing else', () => {
    const statements = statementsOf(template, roleId);
    expect(statements.map(({ actions }) => actions)).toEqual([
      ['dynamodb:GetItem', 'dynamodb:Query'],
      ['s3:GetObject'],
      ['kms:Decrypt', 'kms:DescribeKey'],
    ]);
    expect(statements[0]?.resources).toHaveLength(TABLES.length);
    expect(statements[1]?.resources).toHaveLength(BUCKETS.length);
    expect(statements[2]?.condition).toMatchObject({ StringEquals: { 'kms:ViaService': expect.anything() } });
  });

  it.each(CONNECTORS)('%s has no right to the stores that it reads', (handler) => {
    const rights = rightsOf(template, handler);
    expect(rights.filter((right) => stores.test(right))).toEqual([]);
    expect(rights).toEqual(expect.arrayContaining([`sts:AssumeRole <${roleId}.Arn>`]));
    expect(rights.filter((right) => right.startsWith('s3:'))).toEqual([
      expect.stringMatching(/^s3:PutObject .*Harvest/),
    ]);
    const [, { Properties: own }] = functionOf(template, handler);
    expect(own.Environment).toMatchObject({
      Variables: { RETRIEVAL_ROLE_ARN: { 'Fn::GetAtt': [roleId, 'Arn'] } },
    });
  });

  it('of the provider, the checks read the directory alone', () => {
    const rights = rightsOf(template, 'validity/check-validity').filter((right) => stores.test(right));
    expect(rights.filter((right) => !right.startsWith('kms:'))).toEqual([
      expect.stringMatching(/^dynamodb:GetItem .*Directory/),
      expect.stringMatching(/^dynamodb:Query .*Directory/),
    ]);
  });

  it('the harvest is read by who checks it and who seals it', () => {
    const reading = ['retrieval/check-harvest', 'disclosure/seal'];
    for (const handler of reading)
      expect(rightsOf(template, handler)).toContainEqual(expect.stringMatching(/^s3:GetObject .*Harvest/));
  });
});
