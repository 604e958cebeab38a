import { S3Client } from '@aws-sdk/client-s3';
import { dynamoDemandStore } from '../ledger/dynamodb-demand.store.ts';
import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { Env } from './fetch-disclosure.env.ts';
import { fetchDisclosure } from './fetch-disclosure.ts';
import { s3PackageLink } from './s3-package-link.ts';

const env = Env.parse(process.env);
const deps = {
  store: dynamoDemandStore(documentClient(), env.DEMANDS_TABLE),
  links: s3PackageLink(new S3Client({}), env.DISCLOSURES_BUCKET),
  clock: systemClock,
};

/** Serves `GET /demands/{id}/disclosure`. */
export const handler = apiHandler(async (request) =>
  json(200, await fetchDisclosure(request.path('id'), request.principal(), deps)),
);
