import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { assembled } from '../../scripts/prove/assembled.ts';
import { statementsOf as statementsOfRole } from './permissions.ts';
import { assemblyOf, functionsOf, type Resource, resourceOf, resourcesOf, templateOf } from './templates.ts';

const template = templateOf('prod');
const endpoint = (id: string) => resourceOf(template, 'AWS::EC2::VPCEndpoint', `Network${id}`)[1].Properties;
const isConnector = ({ Properties: { Description } }: Resource) =>
  /^retrieval\/read-/.test(String(Description));

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition: { StringEquals: Record<string, unknown> };
};
const statementsOf = (id: string) => (endpoint(id).PolicyDocument as { Statement: Statement[] }).Statement;

describe('the network of connectors', () => {
  it('holds each of them, and no other function', () => {
    const inside = functionsOf(template).filter(([, { Properties }]) => Properties.VpcConfig !== undefined);
    expect(inside).toHaveLength(SERVICE_NAMES.length);
    expect(inside.every(([, fn]) => isConnector(fn))).toBe(true);
    expect(functionsOf(template).filter(([, fn]) => isConnector(fn))).toHaveLength(SERVICE_NAMES.length);
  });

  it('has no way out: no gateway to elsewhere, no route of its own, no address that others reach', () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect([...types].filter((type) => type.startsWith('AWS::EC2::')).sort()).toEqual([
      'AWS::EC2::FlowLog',
      'AWS::EC2::RouteTable',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPC',
      'AWS::EC2::VPCEndpoint',
    ]);
    expect(resourcesOf(template, 'AWS::EC2::RouteTable')).toHaveLength(1);
    expect(resourcesOf(template, 'AWS::EC2::SubnetRouteTableAssociation')).toHaveLength(2);
    for (const [, { Properties }] of resourcesOf(template, 'AWS::EC2::Subnet'))
      expect(Properties.MapPublicIpOnLaunch).toBe(false);
    const endpoints = resourcesOf(template, 'AWS::EC2::VPCEndpoint');
    expect(endpoints.map(([, { Properties }]) => Properties.VpcEndpointType).sort()).toEqual([
      'Gateway',
      'Gateway',
      'Interface',
    ]);
  });

  it.each(['S3', 'DynamoDb', 'Lambda'])('reaches of %s what is this account’s, by whom it is', (id) => {
    expect(statementsOf(id)).not.toHaveLength(0);
    for (const { Effect, Condition } of statementsOf(id)) {
      expect(Effect).toBe('Allow');
      expect(Object.keys(Condition.StringEquals).sort()).toEqual([
        'aws:PrincipalAccount',
        'aws:ResourceAccount',
      ]);
    }
  });

  it('is written from into harvests alone', () => {
    const actions = (id: string) => statementsOf(id).flatMap(({ Action }) => Action);
    const writes = statementsOf('S3').filter(({ Action }) => [Action].flat().includes('s3:PutObject'));
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(writes[0]?.Resource)).toMatch(/Harvest/);
    expect(actions('S3').sort()).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(actions('DynamoDb').sort()).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
    expect(actions('Lambda')).toEqual(['lambda:InvokeFunction']);
  });

  it('knows the names of its endpoints, and of nothing else that there is one', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::Route53Resolver::FirewallRuleGroup', 'Names');
    const rules = Properties.FirewallRules as Record<string, unknown>[];
    expect(rules.map(({ Action, Priority }) => [Action, Priority])).toEqual([
      ['ALLOW', 1],
      ['BLOCK', 2],
    ]);
    const lists = resourcesOf(template, 'AWS::Route53Resolver::FirewallDomainList');
    const domains = lists.map(([, list]) => JSON.stringify(list.Properties.Domains));
    expect(domains.filter((one) => one === '["*"]')).toHaveLength(1);
    for (const name of ['s3.', 'dynamodb.', 'lambda.', '*.s3.', '*.ddb.'])
      expect(domains.some((one) => one.includes(`"${name}"`))).toBe(true);
  });

  it('lets the code of a function neither make an interface nor take one away', () => {
    const { world, roles } = assembled(assemblyOf('prod'));
    const connectors = world.filter(({ handler }) => handler.startsWith('retrieval/read-'));
    const from = { 'lambda:sourcefunctionarn': ['arn:aws:lambda:us-east-1:000000000000:function:it'] };
    for (const { roleArn } of connectors) {
      const statements = roles.role(roleArn)?.permissions ?? [];
      const decide = (context: Record<string, string[]>) =>
        evaluate(statements, { action: 'ec2:CreateNetworkInterface', resource: '*', context });
      expect(decide({})).toBe('allowed');
      expect(decide(from)).toBe('explicitlyDenied');
    }
    expect(connectors).toHaveLength(SERVICE_NAMES.length);
  });

  it('tells who spoke to whom, to a group that its role may write', () => {
    const [, { Properties }] = resourceOf(template, 'AWS::EC2::FlowLog', 'Network');
    expect(Properties.TrafficType).toBe('ALL');
    const [writer] = resourceOf(template, 'AWS::IAM::Role', 'NetworkWriter');
    expect(JSON.stringify(Properties.DeliverLogsPermissionArn)).toContain(writer);
    const actions = statementsOfRole(template, writer).flatMap((one) => one.actions);
    for (const action of ['CreateLogStream', 'DescribeLogGroups', 'DescribeLogStreams', 'PutLogEvents'])
      expect(actions).toContain(`logs:${action}`);
  });

  it('is not there where stages do without it', () => {
    const dev = templateOf('dev');
    expect(resourcesOf(dev, 'AWS::EC2::VPC')).toEqual([]);
    expect(functionsOf(dev).filter(([, { Properties }]) => Properties.VpcConfig !== undefined)).toEqual([]);
  });
});
