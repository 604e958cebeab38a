import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { proofsIn } from '../log/proofs.ts';
import { s3LogFiles } from '../log/s3-log-files.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { confirmReceiptRoute } from './confirm-receipt.route.ts';
import { confirmReceipt } from './confirm-receipt.ts';
import { Env } from './fetch-disclosure.env.ts';
import { fetchDisclosureRoute } from './fetch-disclosure.route.ts';
import { fetchDisclosure } from './fetch-disclosure.ts';
import { lambdaCopyMaker } from './lambda-copy-maker.ts';
import { readDisclosureRoute } from './read-disclosure.route.ts';
import { readDisclosure } from './read-disclosure.ts';
import { s3EncryptedPackages } from './s3-encrypted-packages.ts';
import { s3PackageLink } from './s3-package-link.ts';
import { ASK_AGAIN_SECONDS } from './standing-copy.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const s3 = new S3Client({});
const counting = { limits: dynamoLimitStore(documents, env.WORK_TABLE) };
const ledger = ledgerOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const deps = {
  ...ledger,
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  encrypted: {
    ...s3EncryptedPackages(s3, env.DISCLOSURES_BUCKET),
    ...lambdaCopyMaker(new LambdaClient({}), env.ENCRYPT_COPY),
  },
  links: s3PackageLink(s3, env.DISCLOSURES_BUCKET),
  maxFetches: Number(env.MAX_FETCHES),
  proofs: proofsIn(s3LogFiles(s3, env.LOG_ARCHIVE)),
  clock: systemClock,
  rulebook: loadRulebookFile(),
};
const looking = () => ({ ...deps, store: look() });

export const handler = apiHandler(
  answering(
    readDisclosureRoute,
    async ({ path, principal }) => ({
      status: 200,
      json: await readDisclosure(path('id'), principal, looking()),
    }),
    counting,
  ),
  answering(
    fetchDisclosureRoute,
    async ({ path, query, principal }) => {
      const wanted = { demandId: path('id'), volume: query.volume };
      const location = await fetchDisclosure(wanted, principal, looking());
      if (location === undefined)
        return {
          status: 202,
          headers: { 'retry-after': String(ASK_AGAIN_SECONDS) },
          json: { volume: wanted.volume ?? 1, askAgainInSeconds: ASK_AGAIN_SECONDS },
        };
      return { status: 303, headers: { location, 'referrer-policy': 'no-referrer' } };
    },
    counting,
  ),
  answering(
    confirmReceiptRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await confirmReceipt(path('id'), body, principal, looking()),
    }),
    counting,
  ),
);
