import { S3Client } from '@aws-sdk/client-s3';
import { answering, apiHandler } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoDraftStore } from './dynamodb-edition.store.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { Env } from './read-interim.env.ts';
import { readInterimRoute } from './read-interim.route.ts';
import { readReport } from './read-reports.ts';
import { reportAnswer } from './report-answer.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const deps = {
  editions: dynamoDraftStore(documentClient(), env.REPORTS_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
};

/** Serves `GET /reports/{period}/interim`, apart from who publishes: it reads what was drawn and nothing that is counted. */
export const handler = apiHandler(
  answering(readInterimRoute, async ({ path, query, header }) => {
    const format = negotiateFormat(query.format, header('accept'));
    const file = await readReport({ period: path('period'), edition: query.edition, format }, deps);
    return reportAnswer(file, { format, held: header('if-none-match'), caching: 'private, no-store' });
  }),
);
