import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { TransientFault } from '../shared/faults.ts';
import type { GrantInput } from '../workflow/step.schema.ts';
import type { Clients, Connector } from './connector.ts';
import { s3ObjectReader } from './s3-object-store.ts';
import { compileSessionPolicy } from './session-policy.ts';

export const SESSION_SECONDS = 900;

/** What one grant may reach, and nothing else, until it is closed. */
export type RetrievalSession = Clients & { close(): void };
export type OpenSession = (
  input: GrantInput,
  grant: Grant,
  connector: Connector,
) => Promise<RetrievalSession>;

/**
 * Assumes the retrieval role for one grant. The demand is the source identity, so that every read of the data stores
 * in CloudTrail names the demand that it was made for.
 */
export function retrievalSession(sts: STSClient, roleArn: string): OpenSession {
  return async ({ demandId, round, grant: index }, grant, connector) => {
    const policy = compileSessionPolicy(grant.account, connector.access(grant.items), roleArn);
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: `${demandId}-${round}-${index}`.slice(0, 64),
        DurationSeconds: SESSION_SECONDS,
        SourceIdentity: demandId,
        Policy: JSON.stringify(policy),
        Tags: [
          { Key: 'demandId', Value: demandId },
          { Key: 'round', Value: String(round) },
          { Key: 'grant', Value: String(index) },
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
    const s3 = new S3Client({ credentials });
    const dynamodb = new DynamoDBClient({ credentials });
    return {
      documents: DynamoDBDocumentClient.from(dynamodb, { unmarshallOptions: { wrapNumbers: numberOf } }),
      bucket: (name) => s3ObjectReader(s3, name),
      close: () => {
        s3.destroy();
        dynamodb.destroy();
      },
    };
  };
}

/** DynamoDB's numbers have 38 digits; one that JavaScript would round, or refuse with its whole page, stays text. */
const numberOf = (text: string) => (text.replaceAll(/[-.]/g, '').length <= 15 ? Number(text) : text);
