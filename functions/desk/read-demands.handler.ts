import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { s3SealedBytes } from '../disclosure/s3-sealed-bytes.ts';
import { dynamoVerdictStore } from '../intake/dynamodb-verdict.store.ts';
import { s3DocumentLink } from '../intake/s3-document-link.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { isStaff } from '../shared/principal.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { csvAnswer } from './desk-csv.ts';
import { dynamoDemandListStore } from './dynamodb-demand-list.store.ts';
import { draftInvoice } from './invoice.ts';
import { lambdaPaperDrawer } from './lambda-paper-drawer.ts';
import { listDemandsRoute } from './list-demands.route.ts';
import { listDesk } from './list-desk.ts';
import { pageAnswer, requirePngFirst } from './page-answer.ts';
import { readDemandRoute } from './read-demand.route.ts';
import { Env } from './read-demands.env.ts';
import { listDemands, readDemand } from './read-demands.ts';
import { readInvoiceRoute } from './read-invoice.route.ts';
import { readPaperRoute } from './read-paper.route.ts';
import { readPaper } from './read-paper.ts';
import { readReachRoute } from './read-reach.route.ts';
import { readReach } from './read-reach.ts';
import { sampleFileRoute } from './sample-file.route.ts';
import { sampleFile } from './sample-file.ts';
import { viewPackageRoute } from './view-package.route.ts';
import { viewPackage } from './view-package.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const s3 = new S3Client({});
const standing = {
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  clock: systemClock,
};
const ledger = ledgerOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const deps = {
  store: ledger.store,
  authorities: standing.authorities,
  clock: systemClock,
  rulebook: loadRulebookFile(),
  verdicts: dynamoVerdictStore(documents, env.SCANS_TABLE),
  lists: dynamoDemandListStore(documents, env.DEMANDS_TABLE),
  link: s3DocumentLink(s3, env.DOCUMENTS_BUCKET),
  sealedBytes: s3SealedBytes(s3, env.DISCLOSURES_BUCKET),
  draw: lambdaPaperDrawer(new LambdaClient({}), env.PAPER_DRAWER),
};
const looking = () => ({ ...deps, store: look() });

export const handler = apiHandler(
  answering(listDemandsRoute, async ({ principal, query }) => {
    const own = await requireStandingOfAgent(principal, standing);
    if (query.format !== 'csv' || !isStaff(principal))
      return { status: 200, json: await listDemands(query, principal, deps, own) };
    return { status: 200, ...csvAnswer(await listDesk(query, principal, deps), query) };
  }),
  answering(readDemandRoute, async ({ principal, path }) => {
    await requireStandingOfAgent(principal, standing);
    return { status: 200, json: await readDemand(path('id'), principal, looking()) };
  }),
  answering(readInvoiceRoute, async ({ path, principal }) => ({
    status: 200,
    json: await draftInvoice(requireDemandId(path('id')), principal, looking()),
  })),
  answering(readReachRoute, async ({ principal, path, query }) => ({
    status: 200,
    json: await readReach(path('id'), query, principal, looking()),
  })),
  answering(viewPackageRoute, async ({ principal, path, query }) => ({
    status: 200,
    json: await viewPackage(path('id'), query, principal, looking()),
  })),
  answering(sampleFileRoute, async ({ principal, path, query }) => {
    // Absent, it is empty: no file has that name.
    const { path: file = '' } = query;
    return { status: 200, json: await sampleFile(path('id'), file, principal, looking()) };
  }),
  answering(readPaperRoute, async ({ principal, path, query: { page = 1 }, header }) => {
    requirePngFirst(header('accept'));
    const asked = { id: path('id'), sha256: path('sha256'), page };
    const { png, pages } = await readPaper(asked, principal, looking());
    return pageAnswer(png, { page, pages });
  }),
);
