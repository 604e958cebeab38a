import { S3Client } from '@aws-sdk/client-s3';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { Env } from './fetch-disclosure.env.ts';
import { fetchDisclosureRoute } from './fetch-disclosure.route.ts';
import { fetchDisclosure } from './fetch-disclosure.ts';
import { s3PackageLink } from './s3-package-link.ts';

const env = Env.parse(process.env);
const deps = {
  store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
  links: s3PackageLink(new S3Client({}), env.DISCLOSURES_BUCKET),
  clock: systemClock,
};

export const handler = apiHandler(
  answering(fetchDisclosureRoute, async ({ path, principal }) => ({
    status: 200,
    json: await fetchDisclosure(path('id'), principal, deps),
  })),
);
