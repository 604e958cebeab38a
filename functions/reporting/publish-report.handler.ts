import { setTimeout as pause } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { lambdaTakeIn } from '../log/lambda-take-in.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { chosenSchemes } from './chosen-schemes.ts';
import { dynamoContributionStore } from './dynamodb-contribution.store.ts';
import { dynamoEditionStore } from './dynamodb-edition.store.ts';
import { dynamoHeads } from './dynamodb-heads.ts';
import { publishDue } from './publish-due.ts';
import { Env } from './publish-report.env.ts';
import { publishReportRoute } from './publish-report.route.ts';
import { publishReport } from './publish-report.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const deps = {
  contributions: dynamoContributionStore(documents, env.REPORTS_TABLE),
  heads: dynamoHeads(documents, [env.DEMANDS_TABLE, env.CLEARED_DEMANDS_TABLE]),
  pause: async (milliseconds: number) => {
    await pause(milliseconds);
  },
  editions: dynamoEditionStore(documents, env.REPORTS_TABLE, env.WORK_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
  schemes: chosenSchemes(loadRulebookFile().bands),
  takeIn: lambdaTakeIn(new LambdaClient({}), env.RUN_EPOCH),
  clock: systemClock,
};

/** What the schedule sends; an API event never has this member. */
const Scheduled = z.strictObject({ scheduled: z.literal(true) });

const onRequest = apiHandler(
  answering(publishReportRoute, async ({ principal, path, body }) => {
    const { outcome, edition } = await publishReport(
      { period: path('period'), by: principal.subject, reason: body?.reason },
      deps,
    );
    const status = outcome === 'published' ? 201 : 200;
    return { status, json: edition, headers: { location: `/reports/${edition.period}` } };
  }),
);

/** Serves `POST /reports/{period}/editions` and the daily schedule. */
export const handler = async (event: APIGatewayProxyEvent | { scheduled: true }, context: Context) =>
  isScheduled(event) ? publishDue(deps) : onRequest(event, context);

const isScheduled = (event: APIGatewayProxyEvent | { scheduled: true }): event is { scheduled: true } =>
  Scheduled.safeParse(event).success;
