import { S3Client } from '@aws-sdk/client-s3';
import { apiHandler, json } from '../shared/api.ts';
import { readJsonBody } from '../shared/json-body.ts';
import { requireAuthority, requireRole } from '../shared/principal.ts';
import { s3DocumentStore } from './s3-document.store.ts';
import { Env } from './upload-document.env.ts';
import { UploadRequest, uploadDocument } from './upload-document.ts';

const env = Env.parse(process.env);
const uploads = s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET);

export const handler = apiHandler(async (request) => {
  const principal = request.principal();
  requireRole(principal, 'agent');
  const body = readJsonBody(request, UploadRequest);
  return json(201, await uploadDocument(body, requireAuthority(principal), { uploads }));
});
