import { Aws, Fn, Validations } from 'aws-cdk-lib';
import {
  CfnFlowLog,
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCEndpoint,
  InterfaceVpcEndpointAwsService,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import { answerOnly } from './answer-only.ts';

export interface NetworkProps {
  readonly foundation: StateFoundation;
  /** Where alone something may be written from inside. */
  readonly written: readonly PrivateBucket[];
  /** Accounts of this region in which a role reads stores for a connector. */
  readonly accounts: readonly string[];
}

/** Zones with a subnet, an interface of each endpoint and, for Lambda, a place to run when another zone fails. */
const ZONES = 2;
const HTTPS = 443;

/**
 * A network without a way out: no gateway to the internet, no address translation, no peer. From inside, S3 and DynamoDB
 * of this account can be reached, those of accounts that entries name, and the functions of this account; each by a policy of the endpoint, whatever role asks.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly #subnets: readonly CfnSubnet[];
  readonly #inside: CfnSecurityGroup;

  constructor(scope: Construct, id: string, { foundation, written, accounts }: NetworkProps) {
    super(scope, id);
    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: '10.0.0.0/24',
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.vpcId = vpc.attrVpcId;
    Validations.of(vpc).acknowledge({
      id: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      reason:
        'Nothing is in the default group: functions and endpoints name their own, and no code of ours can make an interface. There is no route out of the network for whoever were in it.',
    });
    // Its only route is the local one, and those that the gateway endpoints add.
    const routes = new CfnRouteTable(this, 'Routes', { vpcId: this.vpcId });
    this.#subnets = Array.from({ length: ZONES }, (_, zone) => {
      const subnet = new CfnSubnet(this, `Subnet${zone + 1}`, {
        vpcId: this.vpcId,
        availabilityZone: Fn.select(zone, Fn.getAzs()),
        cidrBlock: `10.0.0.${zone * 64}/26`,
        mapPublicIpOnLaunch: false,
      });
      new CfnSubnetRouteTableAssociation(this, `Route${zone + 1}`, {
        subnetId: subnet.attrSubnetId,
        routeTableId: routes.attrRouteTableId,
      });
      return subnet;
    });
    this.#inside = new CfnSecurityGroup(this, 'Inside', {
      groupDescription: 'Functions of connectors: nobody comes in, and HTTPS goes where the routes lead',
      vpcId: this.vpcId,
      // S3 and DynamoDB have public addresses, and the routes lead to nothing else that has one.
      securityGroupEgress: [
        { ipProtocol: 'tcp', fromPort: HTTPS, toPort: HTTPS, cidrIp: '0.0.0.0/0', description: 'Endpoints' },
      ],
    });
    this.#gateway('s3', routes, [
      ofThisAccount(['s3:GetObject'], ['*']),
      ...accounts.map((account) => of(account, ['s3:GetObject'], ['*'])),
      ofThisAccount(
        ['s3:PutObject'],
        written.map((bucket) => bucket.arnForObjects('*')),
      ),
    ]);
    this.#gateway('dynamodb', routes, [
      ofThisAccount(['dynamodb:GetItem', 'dynamodb:Query'], ['*']),
      ...accounts.map((account) => of(account, ['dynamodb:GetItem', 'dynamodb:Query'], ['*'])),
    ]);
    // Segments of traces need none: Lambda sends them, and the logs, by a way of its own.
    this.#functions();
    answerOnly(this, this.vpcId, [
      ...['s3', 'dynamodb', 'lambda'].map(nameOf),
      // Buckets' and accounts' own names.
      `*.${nameOf('s3')}`,
      `*.${nameOf('ddb')}`,
    ]);
    this.#log(foundation);
  }

  /**
   * Runs a function inside. Lambda makes its network interfaces by the function's own role, which its code must not do:
   * requests that come from inside a function say so (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
   */
  hold(fn: DueFunction): void {
    const resource = fn.lambda.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new Error(`${fn.node.path} is no function`);
    allow(fn, {
      actions: [...INTERFACES],
      resources: ['*'],
      wildcard:
        'EC2 names no resource before an interface is made. Code of the function is denied all of it.',
    });
    fn.grantPrincipal.addToPrincipalPolicy(
      PolicyStatement.fromJson({
        Sid: 'NotByItsCode',
        Effect: 'Deny',
        Action: [...INTERFACES],
        Resource: '*',
        Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      }),
    );
    resource.vpcConfig = {
      subnetIds: this.#subnets.map(({ attrSubnetId }) => attrSubnetId),
      securityGroupIds: [this.#inside.attrGroupId],
    };
  }

  #gateway(service: 's3' | 'dynamodb', routes: CfnRouteTable, statements: PolicyStatement[]): void {
    new CfnVPCEndpoint(this, service === 's3' ? 'S3' : 'DynamoDb', {
      vpcId: this.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
      routeTableIds: [routes.attrRouteTableId],
      policyDocument: new PolicyDocument({ statements }),
    });
  }

  /** The endpoint by which functions are called: they come in, and nothing goes out. */
  #functions(): void {
    const asked = new CfnSecurityGroup(this, 'Asked', {
      groupDescription: 'Interfaces of the endpoint: the functions come in, and nothing goes out',
      vpcId: this.vpcId,
      securityGroupIngress: [
        {
          ipProtocol: 'tcp',
          fromPort: HTTPS,
          toPort: HTTPS,
          sourceSecurityGroupId: this.#inside.attrGroupId,
          description: 'Functions of connectors',
        },
      ],
      // Without a rule, EC2 would add one that lets all out.
      securityGroupEgress: [
        { ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'None' },
      ],
    });
    new CfnVPCEndpoint(this, 'Lambda', {
      vpcId: this.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: InterfaceVpcEndpointAwsService.LAMBDA.name,
      subnetIds: this.#subnets.map(({ attrSubnetId }) => attrSubnetId),
      securityGroupIds: [asked.attrGroupId],
      privateDnsEnabled: true,
      policyDocument: new PolicyDocument({ statements: [ofThisAccount(['lambda:InvokeFunction'], ['*'])] }),
    });
  }

  /** Who spoke to whom, let through or not. Whoever tries a way that is not there is not refused, but comes nowhere. */
  #log({ stage, keys }: StateFoundation): void {
    const flows = new LogGroup(this, 'Flows', {
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    const writer = new Role(this, 'Writer', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: 'Writes who spoke to whom in the network of connectors',
    });
    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html; the group is there already.
    flows.grant(writer, 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents');
    allow(writer, {
      actions: ['logs:DescribeLogGroups'],
      resources: ['*'],
      wildcard: 'Groups are listed, and so none is named. Nothing in them is read.',
    });
    new CfnFlowLog(this, 'Log', {
      resourceType: 'VPC',
      resourceId: this.vpcId,
      trafficType: 'ALL',
      logGroupName: flows.logGroupName,
      deliverLogsPermissionArn: writer.roleArn,
    });
  }
}

const nameOf = (service: string) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;

const INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/** Neither to what is another account's, nor with credentials that are, which whoever runs code inside could bring. */
const ofThisAccount = (actions: string[], resources: string[]) => of(Aws.ACCOUNT_ID, actions, resources);

const of = (account: string, actions: string[], resources: string[]) =>
  new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions,
    resources,
    conditions: {
      StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account },
    },
  });
