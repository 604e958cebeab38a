import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { harvestPrefix } from '../../functions/ledger/parts/harvest.part.ts';
import { SERVICE_NAMES, SERVICES, type Service } from '../../functions/provider/services.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import { assumeSession } from '../../functions/retrieval/assume-session.ts';
import { readingRoleOf, storesOf } from '../../functions/retrieval/reading.env.ts';
import type { ReadSecrets } from '../../functions/retrieval/secretsmanager-reader.ts';
import { ALL_TIME } from '../../functions/shared/instant-range.ts';
import type { Session } from './session-attempts.ts';
import { functionOf, type World } from './world.ts';

/** Of no demand and of nobody: nothing that is there is read. */
const KEY = { demandId: 'd-prove', round: 1, grant: 0 };
const ACCOUNT = 'prove-nobody';

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
export type Client = {
  endpoint?: string;
  region: string;
  forcePathStyle?: boolean;
  credentials?: Credentials;
};

/** What is tried is what the session may not: its secrets are nobody's business here. */
const none: ReadSecrets = async () => ({});

/** A session as the broker makes one, by its own code, of a role that `client` may assume. */
export async function grantSession(world: World, roleArn: string, client: Client): Promise<Session> {
  const { variables } = functionOf(world, 'retrieval/open-session');
  const { HARVEST_BUCKET: harvest = '', FROZEN_BUCKET: frozen = '' } = variables;
  // Of stores that stand elsewhere another role says what may be read.
  const isHere = (service: Service) => readingRoleOf(service, variables) === undefined;
  const isWhole = (service: Service) => SERVICES[service].buckets.length > 0 && isHere(service);
  const service = SERVICE_NAMES.find(isWhole);
  const other = SERVICE_NAMES.find(
    (name) => name !== service && SERVICES[name].tables.length > 0 && isHere(name),
  );
  if (!service || !other) throw new Error('no service has a bucket, or there is one service alone');
  const items = [...SERVICES[service].items];
  const sts = new STSClient(client);
  const assume = assumeSession({
    stsOf: () => sts,
    readingRoleOf: () => undefined,
    roleArn,
    harvestBucket: harvest,
    frozenBucket: frozen,
    storesOf: (name) => storesOf(name, variables),
    readSecrets: none,
  });
  const grant = { account: ACCOUNT, service, items, period: ALL_TIME };
  const { credentials } = await assume(KEY, { grant, service, frozen: [], unfrozen: [] });
  sts.destroy();
  const own = { ...client, credentials };
  const [table] = accessOf(service, storesOf(service, variables), items).tables;
  return {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(own)),
    s3: new S3Client(own),
    sts: new STSClient(own),
    table: table?.name ?? '',
    otherTable: Object.values(storesOf(other, variables).tables)[0] ?? '',
    bucket: Object.values(storesOf(service, variables).buckets)[0] ?? '',
    attributes: table?.attributes ?? [],
    account: ACCOUNT,
    harvest,
    prefix: harvestPrefix(KEY.demandId, KEY.round, KEY.grant),
    roleArn,
  };
}
