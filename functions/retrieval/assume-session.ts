import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { Service } from '../provider/services.ts';
import { TransientFault } from '../shared/faults.ts';
import { accessOf, type StoreNames } from './access.ts';
import type { OpenSessionDeps } from './open-session.ts';
import type { ReadSecrets } from './secretsmanager-reader.ts';
import { compileSessionPolicy } from './session-policy.ts';

/** The least that STS gives. */
export const SESSION_SECONDS = 900;

type AssumeOptions = {
  sts: STSClient;
  roleArn: string;
  harvestBucket: string;
  frozenBucket: string;
  storesOf(service: Service): StoreNames;
  readSecrets: ReadSecrets;
};

/**
 * Assumes the retrieval role for one grant, never without the policy that is made from it. The demand is the source
 * identity; the tags say whose data may be read, of which service and where it may be written, which the role asks for too.
 * Secrets are read with what was assumed: the broker itself may read none, and the network of connectors leads to none.
 */
export function assumeSession({
  sts,
  roleArn,
  harvestBucket,
  frozenBucket,
  storesOf,
  readSecrets,
}: AssumeOptions): OpenSessionDeps['assume'] {
  return async ({ demandId, round, grant: number, freeze }, { grant, service, frozen }) => {
    const { account, items } = grant;
    // A copy of what another demand has frozen needs nothing of the provider's.
    const read = freeze && frozen.length > 0 ? [] : items;
    const access = accessOf(service, storesOf(service), read);
    const policy = compileSessionPolicy(account, access, {
      roleArn,
      demandId,
      // Parts of one grant lie under one prefix.
      frozen: { bucket: frozenBucket, prefixes: [...new Set(frozen.map(({ prefix }) => prefix))] },
      written: freeze
        ? { bucket: frozenBucket, prefix: frozenPrefix(account, demandId, freeze, number) }
        : { bucket: harvestBucket, prefix: harvestPrefix(demandId, round, number) },
    });
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: `${demandId}-${freeze ?? round}-${number}`.slice(0, 64),
        DurationSeconds: SESSION_SECONDS,
        SourceIdentity: demandId,
        Policy: JSON.stringify(policy),
        Tags: [
          { Key: 'account', Value: account },
          { Key: 'service', Value: service },
          { Key: 'demandId', Value: demandId },
          { Key: 'round', Value: freeze ?? String(round) },
          { Key: 'grant', Value: String(number) },
        ],
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
      throw new TransientFault('a session without credentials');
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    if (access.secrets.length === 0) return { credentials };
    return { credentials, secrets: await readSecrets(access.secrets, credentials) };
  };
}
