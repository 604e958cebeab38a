import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { Service } from '../provider/services.ts';
import { TransientFault } from '../shared/faults.ts';
import { accessOf, type StoreNames } from './access.ts';
import type { OpenSessionDeps } from './open-session.ts';
import { compileSessionPolicy } from './session-policy.ts';

/** The least that STS gives. */
export const SESSION_SECONDS = 900;

type AssumeOptions = {
  sts: STSClient;
  roleArn: string;
  harvestBucket: string;
  frozenBucket: string;
  storesOf(service: Service): StoreNames;
};

/**
 * Assumes the retrieval role for one grant, never without the policy that is made from it. The demand is the source
 * identity; the tags say whose data may be read and where it may be written, which the role asks for too.
 */
export function assumeSession({
  sts,
  roleArn,
  harvestBucket,
  frozenBucket,
  storesOf,
}: AssumeOptions): OpenSessionDeps['assume'] {
  return async ({ demandId, round, grant: number, freeze }, { grant, service, frozen }) => {
    const { account, items } = grant;
    // A copy of what another demand has frozen needs nothing of the provider's.
    const read = freeze && frozen.length > 0 ? [] : items;
    const policy = compileSessionPolicy(account, accessOf(service, storesOf(service), read), {
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
          { Key: 'demandId', Value: demandId },
          { Key: 'round', Value: freeze ?? String(round) },
          { Key: 'grant', Value: String(number) },
        ],
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
      throw new TransientFault('a session without credentials');
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
  };
}
