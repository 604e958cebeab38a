import { S3Client } from '@aws-sdk/client-s3';
import { apiHandler, json } from '../shared/api.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoEditionStore } from './dynamodb-edition.store.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { Env } from './read-reports.env.ts';
import { listReports, readReport } from './read-reports.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const deps = {
  editions: dynamoEditionStore(documentClient(), env.REPORTS_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
};

const TYPES = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' } as const;
const FRESH_SECONDS = 300;

/** Serves `/reports` and `/reports/{period}` to everyone. */
export const handler = apiHandler(async (request) => {
  const caching = { 'cache-control': `public, max-age=${FRESH_SECONDS}` };
  const period = request.optionalPath('period');
  if (period === undefined) return json(200, await listReports(deps), caching);
  const format = negotiateFormat(request.query('format'), request.header('accept'));
  const file = await readReport({ period, edition: request.query('edition'), format }, deps);
  return {
    status: 200,
    body: file.body,
    headers: {
      ...caching,
      vary: 'accept',
      etag: `"${file.sha256}"`,
      'content-type': TYPES[format],
      'content-disposition': `inline; filename="report-${file.period}-edition-${file.edition}.${format}"`,
    },
  };
});
