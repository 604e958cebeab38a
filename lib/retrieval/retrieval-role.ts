import { Duration } from 'aws-cdk-lib';
import { ArnPrincipal, type IPrincipal, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { objectPrefix } from '../../functions/provider/sample-provider.tables.ts';
import { type BUCKETS, SERVICES, type TABLES } from '../../functions/provider/services.ts';
import { roleArnOf, servicesHere } from '../provider/places.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { onlyThrough } from '../shared/purpose-key.ts';

export interface RetrievalRoleProps {
  readonly provider: ProviderStores;
  readonly harvest: PrivateBucket;
  readonly frozen: PrivateBucket;
  /** Who alone may take it. */
  readonly broker: DueFunction;
  /** The network from which alone a session reaches a store. */
  readonly vpcId?: string;
}

/** What a session must say of itself; see functions/retrieval/assume-session.ts. */
const TAGS = ['account', 'demandId', 'round', 'grant'] as const;
const tagged = (name: (typeof TAGS)[number]) => `$\{aws:PrincipalTag/${name}}`;
const present = (...keys: readonly string[]) => ({
  Null: Object.fromEntries(keys.map((key) => [key, 'false'])),
});

/**
 * The only role that may read customers' data. The broker takes it for one grant, with a session policy made from it; a
 * session may do what both allow, for fifteen minutes. Even one without a policy reaches no more than the account, and
 * writes no other harvest than that of the grant, which its tags name: of a session without tags nothing here is true.
 */
export class RetrievalRole extends Construct {
  readonly grantPrincipal: IPrincipal;
  readonly roleArn: string;
  /** Who may take it. */
  readonly takers: readonly IRole[];

  constructor(
    scope: Construct,
    id: string,
    { provider, harvest, frozen, broker, vpcId }: RetrievalRoleProps,
  ) {
    super(scope, id);
    this.takers = [broker.role];
    const taker = new ArnPrincipal(broker.role.roleArn);
    const tags = TAGS.map((name) => `aws:RequestTag/${name}`);
    const role = new Role(this, 'Role', {
      description: "Reads customers' data, inside a session policy made from one grant",
      assumedBy: taker.withConditions(present('sts:SourceIdentity', ...tags)),
      // The least that IAM takes; the broker asks for a quarter of it.
      maxSessionDuration: Duration.hours(1),
    });
    role.assumeRolePolicy?.addStatements(
      new PolicyStatement({
        principals: [taker],
        actions: ['sts:SetSourceIdentity'],
        conditions: present('sts:SourceIdentity'),
      }),
      // The source identity is no condition key of this action.
      new PolicyStatement({ principals: [taker], actions: ['sts:TagSession'], conditions: present(...tags) }),
    );
    this.grantPrincipal = role;
    this.roleArn = role.roleArn;

    this.#letReadStores(provider);
    this.#letReadSecrets(provider);
    this.#letGoElsewhere(provider);
    harvest.letCreate(this, `${tagged('demandId')}/${tagged('round')}/${tagged('grant')}/*`);
    frozen.letCreate(
      this,
      `${tagged('account')}/${tagged('demandId')}/${tagged('round')}/${tagged('grant')}/*`,
    );
    frozen.letGetBelow(this, `${tagged('account')}/`);
    if (vpcId) this.#stayIn(vpcId);
    allow(broker, {
      actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
      resources: [this.roleArn],
    });
  }

  /** Those that are here. */
  #letReadStores(provider: ProviderStores): void {
    const here = servicesHere(provider).map((service) => SERVICES[service]);
    const tables = new Set<(typeof TABLES)[number]>(here.flatMap((service) => [...service.tables]));
    const buckets = new Set<(typeof BUCKETS)[number]>(here.flatMap((service) => [...service.buckets]));
    const hasSecrets = here.some(({ secrets }) => secrets.length > 0);
    if (tables.size > 0)
      allow(this, {
        // By key only. Scan would read past the leading keys.
        actions: ['dynamodb:GetItem', 'dynamodb:Query'],
        resources: [...tables].map((name) => provider.tables[name].tableArn),
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [tagged('account')] },
          ...present('dynamodb:LeadingKeys'),
        },
      });
    if (buckets.size > 0)
      allow(this, {
        actions: ['s3:GetObject'],
        resources: [...buckets].map((name) =>
          provider.buckets[name].arnForObjects(`${objectPrefix(tagged('account'))}*`),
        ),
        wildcard: 'Objects of the one account that the session is tagged with.',
      });
    if (here.length > 0)
      allow(this, {
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        resources: [provider.keyArn],
        conditions: onlyThrough('dynamodb', 's3', ...(hasSecrets ? (['secretsmanager'] as const) : [])),
      });
  }

  /** Of each service whose stores are elsewhere the role there, and no other service's. What it may read is said there. */
  #letGoElsewhere({ elsewhere }: ProviderStores): void {
    for (const [service, there] of Object.entries(elsewhere))
      allow(this, {
        actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        resources: [roleArnOf(there)],
        conditions: { StringEquals: { 'aws:PrincipalTag/service': service } },
      });
  }

  /**
   * Of each service its own, by the service that the session says: no session without it has any. They are read outside of the
   * network, by the broker, which hands them in.
   */
  #letReadSecrets({ secrets, elsewhere }: ProviderStores): void {
    for (const service of servicesHere({ elsewhere })) {
      const resources = SERVICES[service].secrets.map((name) => secrets[name]);
      if (resources.length === 0) continue;
      allow(this, {
        actions: ['secretsmanager:GetSecretValue'],
        resources,
        conditions: { StringEquals: { 'aws:PrincipalTag/service': service } },
      });
    }
  }

  /**
   * Requests by an endpoint say of which network they come, and those from elsewhere say none. A denial, so that no policy
   * of a store opens it either. Not of keys: the stores use them on the session's behalf, from networks of their own.
   */
  #stayIn(vpcId: string): void {
    this.grantPrincipal.addToPrincipalPolicy(
      PolicyStatement.fromJson({
        Sid: 'OnlyFromTheNetwork',
        Effect: 'Deny',
        Action: ['dynamodb:GetItem', 'dynamodb:Query', 's3:GetObject', 's3:PutObject'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpc': vpcId } },
      }),
    );
  }
}
