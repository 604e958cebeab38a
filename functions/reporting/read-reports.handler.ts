import { S3Client } from '@aws-sdk/client-s3';
import { proofsIn } from '../log/proofs.ts';
import { s3LogFiles } from '../log/s3-log-files.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { answering, publicApiHandler } from '../shared/public-api.ts';
import { dynamoEditionStore } from './dynamodb-edition.store.ts';
import { holds } from './holds.ts';
import { listReportsRoute } from './list-reports.route.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { listPage } from './page/list-page.ts';
import { proveReportRoute } from './prove-report.route.ts';
import { readReportRoute } from './read-report.route.ts';
import { Env } from './read-reports.env.ts';
import { listReports, proveReport, readReport } from './read-reports.ts';
import { reportAnswer } from './report-answer.ts';
import { s3EditionFiles } from './s3-edition-files.ts';

const env = Env.parse(process.env);
const s3 = new S3Client({});
const deps = {
  editions: dynamoEditionStore(documentClient(), env.REPORTS_TABLE),
  files: s3EditionFiles(s3, env.REPORTS_BUCKET),
  proofs: proofsIn(s3LogFiles(s3, env.LOG_ARCHIVE)),
};

const CACHING = { 'cache-control': 'public, max-age=300' };

export const handler = publicApiHandler(
  answering(listReportsRoute, async ({ header }) => {
    const list = await listReports(deps);
    const accept = header('accept');
    const isPage = accept?.includes('text/html') === true && negotiateFormat(undefined, accept) === 'html';
    const text = isPage ? listPage(list) : JSON.stringify(list);
    const headers = { ...CACHING, vary: 'accept', etag: `"${sha256Hex(text)}"` };
    if (holds(header('if-none-match'), headers.etag)) return { status: 304, headers };
    if (!isPage) return { status: 200, json: list, headers };
    return { status: 200, text, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } };
  }),
  answering(readReportRoute, async ({ path, query, header }) => {
    const format = negotiateFormat(query.format, header('accept'));
    const file = await readReport({ period: path('period'), edition: query.edition, format }, deps);
    return reportAnswer(file, { format, held: header('if-none-match'), caching: CACHING['cache-control'] });
  }),
  answering(proveReportRoute, async ({ path, query }) => {
    const text = await proveReport({ period: path('period'), edition: query.edition }, deps);
    return { status: 200, text, headers: { ...CACHING, 'content-type': 'text/plain; charset=utf-8' } };
  }),
);
