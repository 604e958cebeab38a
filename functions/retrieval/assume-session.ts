import { AssumeRoleCommand, type AssumeRoleCommandInput, type STSClient } from '@aws-sdk/client-sts';
import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { Service } from '../provider/services.ts';
import { TransientFault } from '../shared/faults.ts';
import { type Access, accessOf, type StoreNames } from './access.ts';
import type { SessionCredentials } from './broker.ts';
import type { OpenSessionDeps } from './open-session.ts';
import type { ReadingRole } from './reading.env.ts';
import type { ReadSecrets } from './secretsmanager-reader.ts';
import {
  compilePolicyElsewhere,
  compileSessionPolicy,
  NOTHING_HERE,
  policyToGoThere,
  type SessionPolicy,
} from './session-policy.ts';

/** The least that STS gives. A session that another session takes has an hour at most. */
export const SESSION_SECONDS = 900;

type AssumeOptions = {
  /** @param credentials of a session; absent: the broker's own */
  stsOf(credentials?: SessionCredentials): STSClient;
  roleArn: string;
  harvestBucket: string;
  frozenBucket: string;
  storesOf(service: Service): StoreNames;
  /** The role by which the stores of a service are read, where they are elsewhere. */
  readingRoleOf(service: Service): ReadingRole | undefined;
  readSecrets: ReadSecrets;
};

/**
 * Assumes the retrieval role for one grant, never without the policy that is made from it. The demand is the source
 * identity; the tags say whose data may be read, of which service and where it may be written, which the role asks for too.
 * Secrets are read with what was assumed: the broker itself may read none, and the network of connectors leads to none.
 * Stores elsewhere are read by a second session, of the role there, under the same policy, source identity and tags. It is
 * taken by a third, which may do nothing else and which nobody is given.
 */
export function assumeSession({
  stsOf,
  roleArn,
  harvestBucket,
  frozenBucket,
  storesOf,
  readingRoleOf,
  readSecrets,
}: AssumeOptions): OpenSessionDeps['assume'] {
  return async ({ demandId, round, grant: number, freeze }, { grant, service, frozen }) => {
    const { account, items } = grant;
    // A copy of what another demand has frozen needs nothing of the provider's.
    const read = freeze && frozen.length > 0 ? [] : items;
    const access = accessOf(service, storesOf(service), read);
    const there = isNothing(access) ? undefined : readingRoleOf(service);
    const place = {
      roleArn,
      demandId,
      // Parts of one grant lie under one prefix.
      frozen: { bucket: frozenBucket, prefixes: [...new Set(frozen.map(({ prefix }) => prefix))] },
      written: freeze
        ? { bucket: frozenBucket, prefix: frozenPrefix(account, demandId, freeze, number) }
        : { bucket: harvestBucket, prefix: harvestPrefix(demandId, round, number) },
    };
    const asked = {
      RoleSessionName: `${demandId}-${freeze ?? round}-${number}`.slice(0, 64),
      DurationSeconds: SESSION_SECONDS,
      SourceIdentity: demandId,
      Tags: [
        { Key: 'account', Value: account },
        { Key: 'service', Value: service },
        { Key: 'demandId', Value: demandId },
        { Key: 'round', Value: freeze ?? String(round) },
        { Key: 'grant', Value: String(number) },
      ],
    };
    const own = (policy: SessionPolicy) =>
      credentialsOf(stsOf(), { ...asked, RoleArn: roleArn, Policy: JSON.stringify(policy) });
    if (!there) {
      const credentials = await own(compileSessionPolicy(account, access, place));
      if (access.secrets.length === 0) return { credentials };
      return { credentials, secrets: await readSecrets(access.secrets, credentials) };
    }
    const { region, externalId } = there;
    const policy = compilePolicyElsewhere(account, access, there);
    const [credentials, going] = await Promise.all([
      own(compileSessionPolicy(account, NOTHING_HERE, place)),
      own(policyToGoThere(there)),
    ]);
    const sts = stsOf(going);
    try {
      const reading = await credentialsOf(sts, {
        ...asked,
        RoleArn: there.roleArn,
        ExternalId: externalId,
        Policy: JSON.stringify(policy),
      });
      const elsewhere = { region, credentials: reading };
      if (access.secrets.length === 0) return { credentials, elsewhere };
      return { credentials, elsewhere, secrets: await readSecrets(access.secrets, reading, region) };
    } finally {
      sts.destroy();
    }
  };
}

const isNothing = ({ tables, buckets, secrets }: Access) =>
  tables.length + buckets.length + secrets.length === 0;

async function credentialsOf(sts: STSClient, asked: AssumeRoleCommandInput): Promise<SessionCredentials> {
  const { Credentials: given } = await sts.send(new AssumeRoleCommand(asked));
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
    throw new TransientFault('a session without credentials');
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}
