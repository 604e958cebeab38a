import { S3Client } from '@aws-sdk/client-s3';
import { answering, apiHandler } from '../shared/api.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoEditionStore } from './dynamodb-edition.store.ts';
import { holds } from './holds.ts';
import { listReportsRoute } from './list-reports.route.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { readReportRoute } from './read-report.route.ts';
import { listReports, readReport } from './read-reports.ts';
import { Env } from './reports.env.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const deps = {
  editions: dynamoEditionStore(documentClient(), env.REPORTS_TABLE),
  files: s3EditionFiles(new S3Client({}), env.REPORTS_BUCKET),
};

const TYPES = { json: 'application/json', csv: 'text/csv; charset=utf-8; header=present' } as const;
const CACHING = { 'cache-control': 'public, max-age=300' };

export const handler = apiHandler(
  answering(listReportsRoute, async ({ header }) => {
    const list = await listReports(deps);
    const headers = { ...CACHING, etag: `"${sha256Hex(JSON.stringify(list))}"` };
    if (holds(header('if-none-match'), headers.etag)) return { status: 304, headers };
    return { status: 200, json: list, headers };
  }),
  answering(readReportRoute, async ({ path, query, header }) => {
    const format = negotiateFormat(query.format, header('accept'));
    const file = await readReport({ period: path('period'), edition: query.edition, format }, deps);
    const headers = { ...CACHING, vary: 'accept', etag: `"${file.sha256}"` };
    if (holds(header('if-none-match'), headers.etag)) return { status: 304, headers };
    const name = `report-${file.period}-edition-${file.edition}.${format}`;
    return {
      status: 200,
      text: file.body,
      headers: {
        ...headers,
        'content-type': TYPES[format],
        'content-disposition': `inline; filename="${name}"`,
      },
    };
  }),
);
