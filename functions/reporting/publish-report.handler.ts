import { setTimeout as pause } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { lambdaTakeIn } from '../log/lambda-take-in.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { chosenSchemes } from './chosen-schemes.ts';
import { dynamoContributionStore } from './dynamodb-contribution.store.ts';
import { dynamoDraftStore, dynamoEditionStore } from './dynamodb-edition.store.ts';
import { dynamoHeads } from './dynamodb-heads.ts';
import { dynamoProposalStore } from './dynamodb-proposal.store.ts';
import { dynamoServiceBegan } from './dynamodb-service-began.ts';
import { publishDue } from './publish-due.ts';
import { Env } from './publish-report.env.ts';
import { publishReportRoute } from './publish-report.route.ts';
import { publishReport } from './publish-report.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const rulebook = loadRulebookFile();
const heads = dynamoHeads(documents, { open: env.DEMANDS_TABLE, cleared: env.CLEARED_DEMANDS_TABLE });
const deps = {
  contributions: dynamoContributionStore(documents, {
    reports: env.REPORTS_TABLE,
    secret: env.NATIONAL_SECURITY_TABLE,
  }),
  heads,
  serviceBegan: dynamoServiceBegan(documents, env.REPORTS_TABLE, heads),
  drafts: dynamoDraftStore(documents, env.REPORTS_TABLE),
  proposals: dynamoProposalStore(documents, env.REPORTS_TABLE),
  pause: async (milliseconds: number) => {
    await pause(milliseconds);
  },
  editions: dynamoEditionStore(documents, env.REPORTS_TABLE, env.WORK_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
  schemes: chosenSchemes(rulebook.bands),
  forms: rulebook.general.reports,
  fewest: rulebook.general.bands.fewest,
  apartDays: rulebook.general.bands.apartDays,
  takeIn: lambdaTakeIn(new LambdaClient({}), env.RUN_EPOCH),
  clock: systemClock,
};

/** What the schedule sends; an API event never has this member. */
const Scheduled = z.strictObject({ scheduled: z.literal(true) });

const onRequest = apiHandler(
  answering(
    publishReportRoute,
    async ({ principal, path, body }) => {
      const publication = await publishReport(
        { ...body, period: path('period'), by: principal.subject },
        deps,
      );
      if (publication.outcome === 'waits') return { status: 202, json: publication.proposal };
      const { outcome, edition } = publication;
      const status = outcome === 'published' ? 201 : 200;
      const location = `/reports/${edition.period}${edition.interim ? '/interim' : ''}`;
      return { status, json: edition, headers: { location } };
    },
    { limits: dynamoLimitStore(documents, env.WORK_TABLE) },
  ),
);

/** Serves `POST /reports/{period}/editions` and the daily schedule. */
export const handler = async (event: APIGatewayProxyEvent | { scheduled: true }, context: Context) =>
  isScheduled(event) ? publishDue(deps) : onRequest(event, context);

const isScheduled = (event: APIGatewayProxyEvent | { scheduled: true }): event is { scheduled: true } =>
  Scheduled.safeParse(event).success;
