import { S3Client } from '@aws-sdk/client-s3';
import { answering, apiHandler } from '../shared/api.ts';
import { requireAuthority } from '../shared/principal.ts';
import { s3DocumentStore } from './s3-document.store.ts';
import { Env } from './upload-document.env.ts';
import { uploadDocumentRoute } from './upload-document.route.ts';
import { uploadDocument } from './upload-document.ts';

const env = Env.parse(process.env);
const uploads = s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET);

export const handler = apiHandler(
  answering(uploadDocumentRoute, async ({ principal, body }) => ({
    status: 201,
    json: await uploadDocument(body, requireAuthority(principal), { uploads }),
  })),
);
