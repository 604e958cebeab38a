import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { apiHandler, json } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { readJsonBody } from '../shared/json-body.ts';
import { requireRole } from '../shared/principal.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { chosenSchemes } from './chosen-schemes.ts';
import { dynamoContributionStore } from './dynamodb-contribution.store.ts';
import { dynamoEditionStore } from './dynamodb-edition.store.ts';
import { publishDue } from './publish-due.ts';
import { Env } from './publish-report.env.ts';
import { publishReport } from './publish-report.ts';
import { REASONS } from './report.schema.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  contributions: dynamoContributionStore(documents, env.REPORTS_TABLE),
  editions: dynamoEditionStore(documents, env.REPORTS_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
  schemes: chosenSchemes(loadRulebookFile().bands),
  clock: systemClock,
};

/** What the schedule sends; an API event never has this member. */
const Scheduled = z.strictObject({ scheduled: z.literal(true) });
const Body = z.strictObject({ reason: z.optional(z.enum(REASONS)) });

const onRequest = apiHandler(async (request) => {
  const principal = request.principal();
  requireRole(principal, 'auditor');
  const { reason } = request.bodyBytes().byteLength === 0 ? {} : readJsonBody(request, Body);
  const publication = await publishReport(
    { period: request.path('period'), by: principal.subject, reason },
    deps,
  );
  const status = publication.outcome === 'published' ? 201 : 200;
  return json(status, publication.edition, { location: `/reports/${publication.edition.period}` });
});

/** Serves `POST /reports/{period}/editions` and the daily schedule. */
export const handler = async (event: APIGatewayProxyEvent | { scheduled: true }, context: Context) =>
  isScheduled(event) ? publishDue(deps) : onRequest(event, context);

const isScheduled = (event: APIGatewayProxyEvent | { scheduled: true }): event is { scheduled: true } =>
  Scheduled.safeParse(event).success;
