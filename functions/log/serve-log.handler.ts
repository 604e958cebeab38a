import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { answering, apiHandler } from '../shared/api.ts';
import { kmsPublicKey } from '../shared/kms-public-key.ts';
import { KeyTimes, PACKAGE_KEYS, publishedKeys } from './package-keys.ts';
import { s3LogFiles } from './s3-log-files.ts';
import { Env } from './serve-log.env.ts';
import { serveLogRoute } from './serve-log.route.ts';
import { serveLog } from './serve-log.ts';

const env = Env.parse(process.env);
const times = KeyTimes.parse(JSON.parse(env.SIGNING_KEY_TIMES));
const published = s3LogFiles(new S3Client({}), env.LOG_BUCKET);
const kms = new KMSClient({});
/** What a key is never changes: it is asked once, whoever calls how often. */
let presentPem: string | undefined;

/** Seconds for which others may keep a copy: of the latest, but a few (c2sp.org/tlog-tiles). */
const age = (isFinal: boolean) => (isFinal ? 86_400 : 5);
const AGE_OF_KEYS = 300;

export const handler = apiHandler(
  answering(serveLogRoute, async ({ path }) => {
    const file = path('file');
    if (file === PACKAGE_KEYS) {
      presentPem ??= await kmsPublicKey(kms, env.SIGNING_KEY_ID);
      const headers = { 'cache-control': `public, max-age=${AGE_OF_KEYS}` };
      return { status: 200, json: publishedKeys(presentPem, times), headers } as const;
    }
    const { text, isFinal } = await serveLog(file, published);
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': `public, max-age=${age(isFinal)}`,
    };
    return { status: 200, text, headers } as const;
  }),
);
