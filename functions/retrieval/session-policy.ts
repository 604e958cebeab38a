import { isAccountId } from '../provider/account-directory.ts';
import { objectPrefix } from '../provider/sample-provider.tables.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Access } from './access.ts';

/** Most characters that STS takes as a session policy. */
export const MAX_SESSION_POLICY = 2048;

const NAME = /^[A-Za-z0-9_.-]{1,255}$/;
/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
const SECRET = /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]{1,519}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const PREFIX = /^(?:[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}\/){3,4}$/;
/** What the session says of itself: written out in each of several prefixes it would not fit. */
const OWN = { account: '$' + '{aws:PrincipalTag/account}/', demand: '$' + '{aws:SourceIdentity}/' };

export type SessionPolicy = { Version: '2012-10-17'; Statement: Record<string, unknown>[] };

/** Where a session stands: whose it is, what it reads that was frozen, and where what it finds may be written. */
export type SessionPlace = {
  roleArn: string;
  /** Its source identity. */
  demandId: string;
  frozen: { bucket: string; prefixes: readonly string[] };
  written: { bucket: string; prefix: string };
};

/**
 * The policy of the session that reads one account: keys of that account, attributes that the items need, objects
 * under its prefix, secrets that they need; and writes what it finds under the prefix of its grant. It allows nothing by itself: a session has
 * what its role has and its policy also allows.
 * Scan and PartiQL are left out because they do not heed leading keys; `Null` because `ForAllValues` is true of a
 * request that names no key (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
 * @throws InconsistentState for names that a policy cannot carry literally, and for a policy that STS would refuse
 */
export function compileSessionPolicy(account: string, access: Access, place: SessionPlace): SessionPolicy {
  const { roleArn, demandId, frozen, written } = place;
  const { partition, owner } = placeOf(roleArn);
  const { tables, objects, secrets } = readsOf(account, access, { partition, owner, region: '*' });
  for (const { bucket } of [frozen, written]) requireName(bucket);
  if (![...frozen.prefixes, written.prefix].every((prefix) => PREFIX.test(prefix)))
    throw new InconsistentState('a prefix that a policy cannot carry');
  const readFrozen = frozen.prefixes.map((prefix) => {
    if (!prefix.startsWith(`${account}/`)) throw new InconsistentState('what was frozen of another account');
    const rest = prefix.slice(account.length + 1);
    const below = rest.startsWith(`${demandId}/`) ? OWN.demand + rest.slice(demandId.length + 1) : rest;
    return objectsIn(partition, frozen.bucket, OWN.account + below);
  });
  const ofFrozen =
    readFrozen.length > 0 ? [{ Effect: 'Allow', Action: 's3:GetObject', Resource: readFrozen }] : [];
  const write = {
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: objectsIn(partition, written.bucket, written.prefix),
  };
  return whole([...tables, ...objects, ...ofFrozen, ...secrets, write, keysFor(access)]);
}

/**
 * The same of stores elsewhere, for a session of the role there: it names account and region of that role, and has nothing of
 * what was frozen or is written here.
 * @throws InconsistentState as above, and for a secret that stands somewhere else
 */
export function compilePolicyElsewhere(
  account: string,
  access: Access,
  { roleArn, region }: { roleArn: string; region: string },
): SessionPolicy {
  const { partition, owner } = placeOf(roleArn);
  if (!REGION.test(region)) throw new InconsistentState('a region that a policy cannot carry');
  if (!access.secrets.every((arn) => arn.split(':').slice(3, 5).join(':') === `${region}:${owner}`))
    throw new InconsistentState('a secret that stands elsewhere than its role');
  const { tables, objects, secrets } = readsOf(account, access, { partition, owner, region });
  return whole([...tables, ...objects, ...secrets, keysFor(access, region)]);
}

/** Of a grant whose stores are elsewhere: nothing is read here. */
export const NOTHING_HERE: Access = { tables: [], buckets: [], secrets: [] };

/** The policy of a session that takes the role elsewhere, and does nothing else. */
export const policyToGoThere = ({ roleArn }: { roleArn: string }): SessionPolicy =>
  whole([
    {
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
      Resource: roleArn,
    },
  ]);

type Place = { partition: string; owner: string; region: string };

/** What may be read of one account, and nothing but that. */
function readsOf(account: string, access: Access, { partition, owner, region }: Place) {
  if (!isAccountId(account)) throw new InconsistentState('an account id that a policy cannot carry');
  for (const name of [...access.buckets, ...access.tables.map((table) => table.name)]) requireName(name);
  if (!access.secrets.every((arn) => SECRET.test(arn)))
    throw new InconsistentState('a secret that a policy cannot carry');
  const tables = access.tables.map(({ name, action, attributes }) => ({
    Effect: 'Allow',
    Action: `dynamodb:${action}`,
    Resource: `arn:${partition}:dynamodb:${region}:${owner}:table/${name}`,
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [account], 'dynamodb:Attributes': attributes },
      // A query could ask for all attributes and name none; GetItem has no such member, and none of this condition.
      ...(action === 'Query' ? { StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } } : {}),
      Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
    },
  }));
  const objects = access.buckets.map((name) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: objectsIn(partition, name, objectPrefix(account)),
  }));
  // Of nobody's account: the secret is the service's, and whoever has it reads what its store gives.
  const secrets =
    access.secrets.length > 0
      ? [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: access.secrets }]
      : [];
  return { tables, objects, secrets };
}

function placeOf(roleArn: string): { partition: string; owner: string } {
  const [, partition = 'aws', , , owner = '*'] = roleArn.split(':');
  return { partition, owner };
}

const objectsIn = (partition: string, bucket: string, prefix: string) =>
  `arn:${partition}:s3:::${bucket}/${prefix}*`;

function requireName(name: string): void {
  if (!NAME.test(name)) throw new InconsistentState('a table or bucket name that a policy cannot carry');
}

function whole(statements: SessionPolicy['Statement']): SessionPolicy {
  const policy: SessionPolicy = { Version: '2012-10-17', Statement: statements };
  if (JSON.stringify(policy).length > MAX_SESSION_POLICY)
    throw new InconsistentState('a session policy that is too long');
  return policy;
}

/**
 * The stores' keys may be the provider's own; the role says which, and the session only through the stores. Elsewhere nothing is
 * written.
 */
const keysFor = ({ secrets }: Access, region?: string) => ({
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:DescribeKey', ...(region ? [] : ['kms:GenerateDataKey'])],
  Resource: '*',
  Condition: {
    StringLike: {
      'kms:ViaService': ['dynamodb', 's3', ...(secrets.length > 0 ? ['secretsmanager'] : [])].map(
        // In another partition the name goes on, as in amazonaws.com.cn.
        (store) => `${store}.${region ?? '*'}.amazonaws.com*`,
      ),
    },
  },
});
