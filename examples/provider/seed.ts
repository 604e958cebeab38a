import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadProvider } from './load.ts';
import { deployedStores, laptopStores, type Stores } from './stores.ts';

const USAGE = `Loads the sample provider's invented accounts into its stores, once.
  node examples/provider/seed.ts --state FOLDER                        a laptop
  node examples/provider/seed.ts --outputs FILE [--endpoint URL]       a deployment (cdk deploy --outputs-file FILE)
  --today DATE   the records are of the 24 months before it (default: today)`;

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    outputs: { type: 'string' },
    endpoint: { type: 'string' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

function storesOf(): Stores | undefined {
  if (values.state !== undefined) return laptopStores(values.state);
  if (values.outputs !== undefined) return deployedStores(values.outputs, values.endpoint);
  return undefined;
}

async function main(): Promise<number> {
  const stores = storesOf();
  if (!stores || !/^\d{4}-\d{2}-\d{2}$/.test(values.today)) {
    console.error(USAGE);
    return 2;
  }
  const started = performance.now();
  const s3 = new S3Client({ ...stores.client, forcePathStyle: stores.client.endpoint !== undefined });
  const loaded = await loadProvider(stores.names, values.today, {
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(stores.client)),
    putObject: ({ bucket, key, bytes, mediaType }) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mediaType })),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    loaded.wasThere
      ? `The sample provider of ${loaded.today} is there already.`
      : `Loaded the sample provider of ${loaded.today}: ${loaded.items} items, ${loaded.objects} objects, ${seconds} s.`,
  );
  return 0;
}

process.exitCode = await main();
