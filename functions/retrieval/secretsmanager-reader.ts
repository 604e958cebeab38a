import {
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import { InconsistentState } from '../shared/faults.ts';
import type { SessionCredentials } from './broker.ts';

/** What stands under some ARNs now, by ARN, read with the credentials of a session that names them. */
export type ReadSecrets = (
  arns: readonly string[],
  credentials: SessionCredentials,
  /** Where they stand, if not here. */
  region?: string,
) => Promise<Record<string, string>>;

/**
 * Asks at each opening of a grant and keeps nothing, so that a secret which was changed is the new one at the next.
 * @throws InconsistentState for a secret that is no text
 */
export const secretsReader =
  (client: Omit<SecretsManagerClientConfig, 'credentials'> = {}): ReadSecrets =>
  async (arns, credentials, region) => {
    // The SDK writes into the credentials that it is given.
    const secrets = new SecretsManagerClient({
      ...client,
      ...(region ? { region } : {}),
      credentials: { ...credentials },
    });
    try {
      const read = arns.map(async (arn): Promise<[string, string]> => {
        const { SecretString: text } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
        if (!text) throw new InconsistentState('a secret that is no text');
        return [arn, text];
      });
      return Object.fromEntries(await Promise.all(read));
    } finally {
      secrets.destroy();
    }
  };
