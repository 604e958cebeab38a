import { isAccountId } from '../provider/account-directory.ts';
import { objectPrefix } from '../provider/sample-provider.tables.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Access } from './connector.ts';

/** Most characters that STS takes as a session policy. */
export const MAX_SESSION_POLICY = 2048;

const NAME = /^[A-Za-z0-9_.-]{1,255}$/;

export type SessionPolicy = { Version: '2012-10-17'; Statement: Record<string, unknown>[] };

/**
 * The policy of the session that reads one account: keys of that account, attributes that the items need, objects
 * under its prefix. It allows nothing by itself: a session has what its role has and its policy also allows.
 * Scan and PartiQL are left out because they do not heed leading keys; `Null` because `ForAllValues` is true of a
 * request that names no key (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
 * @throws InconsistentState for names that a policy cannot carry literally, and for a policy that STS would refuse
 */
export function compileSessionPolicy(account: string, access: Access, roleArn: string): SessionPolicy {
  const [, partition = 'aws', , , owner = '*'] = roleArn.split(':');
  if (!isAccountId(account)) throw new InconsistentState('an account id that a policy cannot carry');
  if ([...access.buckets, ...access.tables.map(({ name }) => name)].some((name) => !NAME.test(name)))
    throw new InconsistentState('a table or bucket name that a policy cannot carry');
  const tables = access.tables.map(({ name, actions, attributes }) => ({
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: `arn:${partition}:dynamodb:*:${owner}:table/${name}`,
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [account], 'dynamodb:Attributes': attributes },
      // Only Query sends Select; without this it could ask for all attributes and name none.
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
    },
  }));
  const objects = access.buckets.map((name) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:${partition}:s3:::${name}/${objectPrefix(account)}*`,
  }));
  const policy: SessionPolicy = {
    Version: '2012-10-17',
    Statement: [...tables, ...objects, decryption(access)],
  };
  if (JSON.stringify(policy).length > MAX_SESSION_POLICY)
    throw new InconsistentState('a session policy that is too long');
  return policy;
}

/** The stores' keys may be the provider's own; the role says which, and the session only through the stores. */
const decryption = ({ buckets }: Access) => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    StringLike: {
      'kms:ViaService': ['dynamodb.*.amazonaws.com', ...(buckets.length > 0 ? ['s3.*.amazonaws.com'] : [])],
    },
  },
});
