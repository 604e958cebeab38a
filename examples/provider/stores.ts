import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Names of the stores that samples are loaded into, by the stack's output keys. */
export const StoreNames = z.object({
  AuthoritiesTable: z.string(),
  DirectoryTable: z.string(),
  SubscribersTable: z.string(),
  SessionsTable: z.string(),
  MailTable: z.string(),
  MessagesTable: z.string(),
  CallsTable: z.string(),
  FilesTable: z.string(),
  MailBucket: z.string(),
  FilesBucket: z.string(),
  CallsBucket: z.string(),
});
export type StoreNames = z.infer<typeof StoreNames>;

const Credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
const Laptop = z.object({
  awsEndpoint: z.string(),
  region: z.optional(z.string()),
  credentials: z.optional(Credentials),
  outputs: StoreNames,
  clockOffsetMs: z._default(z.number(), 0),
});
const DeployedStacks = z.record(z.string(), z.record(z.string(), z.string()));

/** Where the stores are, and what the SDK's clients are told of it; what is not told, they take from the environment. */
export type Stores = { names: StoreNames; client: ClientSettings /** What time it is there. */; now: Date };
export type ClientSettings = {
  endpoint?: string;
  region?: string;
  credentials?: z.infer<typeof Credentials>;
};

/** The stores of a laptop, from the folder that it keeps its state in. */
export function laptopStores(stateFolder: string): Stores {
  const { outputs, awsEndpoint, region, credentials, clockOffsetMs } = Laptop.parse(
    readJson(join(stateFolder, 'laptop.json')),
  );
  const now = new Date(Date.now() + clockOffsetMs);
  return { names: outputs, client: elsewhere(awsEndpoint, region, credentials), now };
}

/** The stores of a deployment, from what `cdk deploy --outputs-file FILE` wrote: outputs by stack. */
export function deployedStores(outputsFile: string, endpoint: string | undefined): Stores {
  const stacks = DeployedStacks.parse(readJson(outputsFile));
  const names = StoreNames.parse(Object.assign({}, ...Object.values(stacks)));
  const client = endpoint === undefined ? {} : elsewhere(endpoint, undefined, undefined);
  return { names, client, now: new Date() };
}

/** An endpoint that is not AWS: where nothing says otherwise, any region and any credentials will do. */
function elsewhere(
  endpoint: string,
  region?: string,
  credentials?: ClientSettings['credentials'],
): ClientSettings {
  const { AWS_REGION, AWS_ACCESS_KEY_ID } = process.env;
  if (region !== undefined && credentials !== undefined) return { endpoint, region, credentials };
  return {
    endpoint,
    ...(AWS_REGION ? {} : { region: 'us-east-1' }),
    ...(AWS_ACCESS_KEY_ID ? {} : { credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  };
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
