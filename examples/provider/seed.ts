import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readArguments, wrongArguments } from '../../scripts/arguments.ts';
import { InputError, runScript } from '../../scripts/input-file.ts';
import { loadAuthorities } from '../authorities/load.ts';
import { loadProvider } from './load.ts';
import { loadMailbox, OtherMailbox } from './load-mailbox.ts';
import { MAILBOX_OWNER, type Mailbox, readMailbox } from './mailbox.ts';
import { deployedStores, laptopStores, type StoreNames, type Stores } from './stores.ts';
import type { LoadDeps } from './write-stores.ts';

/**
 * Enrols the sample authorities, and loads the sample provider's invented accounts into its stores, once: those of a laptop (`--state`) or of a deployment
 * (`--outputs`, what `cdk deploy --outputs-file` wrote). The records are of the 24 months before `--today`. `--mailbox` adds a
 * mailbox of that size, of an account of its own, to try with.
 */
const USAGE =
  'npm run seed -- (--state FOLDER | --outputs FILE [--endpoint URL]) [--today YYYY-MM-DD] [--mailbox MESSAGES[xBYTES]]';

const OPTIONS = {
  state: { type: 'string' },
  outputs: { type: 'string' },
  endpoint: { type: 'string' },
  today: { type: 'string' },
  mailbox: { type: 'string' },
} as const;

type Where = { state?: string | undefined; outputs?: string | undefined; endpoint?: string | undefined };

function storesOf({ state, outputs, endpoint }: Where): Stores {
  if ((state === undefined) === (outputs === undefined)) throw wrongArguments('Say where to', USAGE);
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw wrongArguments('--endpoint is a URL', USAGE);
  try {
    return state === undefined ? deployedStores(outputs ?? '', endpoint) : laptopStores(state);
  } catch (error) {
    const reason =
      state === undefined
        ? `${outputs}: it is not there, or names no stores of a sample provider`
        : `${state}: no laptop runs on it, or its stack has no sample provider`;
    throw new InputError(reason, { cause: error });
  }
}

async function main(): Promise<number> {
  const { values } = readArguments(USAGE, { options: OPTIONS });
  const stores = storesOf(values);
  const { today = stores.now.toISOString().slice(0, 10) } = values;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)))
    throw wrongArguments('--today is a date', USAGE);
  const mailbox = values.mailbox === undefined ? undefined : readMailbox(values.mailbox);
  if (values.mailbox !== undefined && !mailbox)
    throw wrongArguments(
      '--mailbox is how many messages, and of how many bytes each (1000 to 67108864), such as 200000x50000',
      USAGE,
    );
  const started = performance.now();
  const s3 = new S3Client({ ...stores.client, forcePathStyle: stores.client.endpoint !== undefined });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(stores.client));
  // First, and in no time: nobody files before.
  const enrolled = await loadAuthorities(stores.names.AuthoritiesTable, documents);
  if (enrolled > 0) console.log(`Enrolled ${enrolled} sample authorities.`);
  const deps: LoadDeps = {
    documents,
    putObject: ({ bucket, key, bytes, mediaType }) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mediaType })),
  };
  const loaded = await loadProvider(stores.names, today, deps);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    loaded.wasThere
      ? `The sample provider of ${loaded.today} is there already.`
      : `Loaded the sample provider of ${loaded.today}: ${loaded.items} items, ${loaded.objects} objects, ${seconds} s.`,
  );
  if (mailbox) await addMailbox(mailbox, { names: stores.names, today, deps });
  return 0;
}

type Into = { names: StoreNames; today: string; deps: LoadDeps };

async function addMailbox(mailbox: Mailbox, { names, today, deps }: Into): Promise<void> {
  const started = performance.now();
  let toldAt = started;
  const told = (messages: number) => {
    if (performance.now() - toldAt < 10_000) return;
    toldAt = performance.now();
    console.log(`${messages} messages`);
  };
  try {
    const { messages, bytes, added } = await loadMailbox(names, mailbox, { today, told }, deps);
    const seconds = (performance.now() - started) / 1000;
    const rate = ((added * bytes) / 1e6 / seconds).toFixed(0);
    console.log(
      `The mailbox of ${MAILBOX_OWNER.email} has ${messages} messages of ${bytes} bytes: ${added} were added, ${seconds.toFixed(0)} s, ${rate} MB/s.`,
    );
  } catch (error) {
    if (!(error instanceof OtherMailbox)) throw error;
    throw new InputError(`In the mailbox, ${error.message}: ask for that size, or begin with new stores`, {
      cause: error,
    });
  }
}

await runScript(main);
