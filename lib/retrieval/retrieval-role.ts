import { Duration } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CompositePrincipal,
  type IPrincipal,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import { onlyThrough } from '../shared/purpose-key.ts';

export interface RetrievalRoleProps {
  readonly provider: ProviderStores;
  readonly connectors: readonly DueFunction[];
}

/**
 * The only role that may read customers' data. A connector takes it with a session policy made from one grant, and may
 * do what both allow: the accounts, the period's stores and the attributes of that grant, for fifteen minutes.
 */
export class RetrievalRole extends Construct {
  readonly grantPrincipal: IPrincipal;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { provider, connectors }: RetrievalRoleProps) {
    super(scope, id);
    // Who read what for which demand must stand in CloudTrail: a session that does not name its demand is refused.
    const namesItsDemand = { Null: { 'sts:SourceIdentity': 'false' } };
    const takers = connectors.map(({ role }) => new ArnPrincipal(role.roleArn));
    const role = new Role(this, 'Role', {
      description: "Reads customers' data, inside a session policy made from one grant",
      assumedBy: new CompositePrincipal(...takers.map((taker) => taker.withConditions(namesItsDemand))),
      maxSessionDuration: Duration.hours(1),
    });
    role.assumeRolePolicy?.addStatements(
      new PolicyStatement({
        principals: takers,
        actions: ['sts:SetSourceIdentity'],
        conditions: namesItsDemand,
      }),
      // Tags alone open nothing, and the source identity is no condition key of this action.
      new PolicyStatement({ principals: takers, actions: ['sts:TagSession'] }),
    );
    this.grantPrincipal = role;
    this.roleArn = role.roleArn;

    allow(this, {
      // By key only. Scan would read past the leading keys that a session policy names.
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: Object.values(provider.tables).map(({ tableArn }) => tableArn),
    });
    allow(this, {
      actions: ['s3:GetObject'],
      resources: Object.values(provider.buckets).map((bucket) => bucket.arnForObjects('*')),
      wildcard:
        'Any account, because which one is said by the session policy of each grant: it names the prefix.',
    });
    allow(this, {
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: [provider.keyArn],
      conditions: onlyThrough('dynamodb', 's3'),
    });
    for (const connector of connectors)
      allow(connector, {
        actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        resources: [this.roleArn],
      });
  }
}
