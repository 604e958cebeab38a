import { ArnPrincipal, type Conditions, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What the role is for; deployed in the account where the stores are, in a stack of yours. */
export type ReadingRoleProps = {
  /** The output `RetrievalRoleArn` of the service's stack: who alone may take it. */
  retrievalRoleArn: string;
  /** `role` and `externalId` of the service's entry; the role is for that service alone. */
  roleName: string;
  externalId: string;
  service: string;
  /** ARNs. Objects of each bucket stand under `<account>/`. */
  tables?: readonly string[];
  buckets?: readonly string[];
  secrets?: readonly string[];
  /** The key under which they are encrypted, if it is one of yours. */
  keyArn?: string;
  /** The network of the connectors, where the stage has one: tables and buckets are then read from nowhere else. */
  vpcId?: string;
};

/** What a session must say of itself. */
const TAGS = ['account', 'service', 'demandId', 'round', 'grant'];
const ACCOUNT = '$' + '{aws:PrincipalTag/account}';
const present = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, 'false']));

/**
 * The role by which Due Process reads stores of another account. A session of it reads one customer's keys, whatever policy it
 * was taken with; with the policy that comes with it, the attributes and objects of one grant, for fifteen minutes.
 */
export class ReadingRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ReadingRoleProps) {
    super(scope, id);
    const {
      retrievalRoleArn,
      roleName,
      externalId,
      service,
      tables = [],
      buckets = [],
      secrets = [],
    } = props;
    const taker = new ArnPrincipal(retrievalRoleArn);
    const tags = present(TAGS.map((tag) => `aws:RequestTag/${tag}`));
    const source = { 'sts:SourceIdentity': 'false' };
    const ofService = { 'aws:RequestTag/service': service };
    this.role = new Role(this, 'Role', {
      roleName,
      assumedBy: taker.withConditions({
        StringEquals: { 'sts:ExternalId': externalId, ...ofService },
        Null: { ...source, ...tags },
      }),
    });
    const trust = (action: string, conditions: Conditions) =>
      this.role.assumeRolePolicy?.addStatements(
        new PolicyStatement({ principals: [taker], actions: [action], conditions }),
      );
    // The demand, so that your own trail tells for which each read was.
    trust('sts:SetSourceIdentity', { Null: source });
    trust('sts:TagSession', { StringEquals: ofService, Null: tags });
    const allow = (actions: string[], resources: readonly string[], conditions: Conditions = {}) => {
      if (resources.length > 0)
        this.role.addToPolicy(new PolicyStatement({ actions, resources: [...resources], conditions }));
    };
    allow(['dynamodb:GetItem', 'dynamodb:Query'], tables, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [ACCOUNT] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
    allow(
      ['s3:GetObject'],
      buckets.map((arn) => `${arn}/${ACCOUNT}/*`),
    );
    allow(['secretsmanager:GetSecretValue'], secrets);
    allow(['kms:Decrypt', 'kms:DescribeKey'], props.keyArn ? [props.keyArn] : [], {
      StringLike: { 'kms:ViaService': ['dynamodb.*', 's3.*', 'secretsmanager.*'] },
    });
    if (props.vpcId)
      this.role.addToPolicy(
        PolicyStatement.fromJson({
          Effect: 'Deny',
          Action: ['dynamodb:GetItem', 'dynamodb:Query', 's3:GetObject'],
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:SourceVpc': props.vpcId } },
        }),
      );
  }
}
