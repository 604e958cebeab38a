import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStanding } from '../authorities/standing.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { requireAuthority } from '../shared/principal.ts';
import { s3DocumentStore } from './s3-document.store.ts';
import { Env } from './upload-document.env.ts';
import { uploadDocumentRoute } from './upload-document.route.ts';
import { uploadDocument } from './upload-document.ts';

const env = Env.parse(process.env);
const uploads = s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET);
const standing = {
  authorities: dynamoAuthorityRegister(documentClient(), env.AUTHORITIES_TABLE),
  clock: systemClock,
};

export const handler = apiHandler(
  answering(
    uploadDocumentRoute,
    async ({ principal, body }) => {
      const authorityId = requireAuthority(principal);
      await requireStanding({ ...principal, authorityId }, standing);
      return { status: 201, json: await uploadDocument(body, authorityId, { uploads }) };
    },
    { limits: dynamoLimitStore(documentClient(), env.WORK_TABLE) },
  ),
);
