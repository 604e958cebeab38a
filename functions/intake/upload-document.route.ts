import * as z from 'zod/mini';
import { route } from '../shared/route.ts';

/** Largest document, in bytes. */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const UploadRequest = z.strictObject({
  sha256,
  mediaType: z.enum([
    'application/pdf',
    'image/png',
    'image/jpeg',
    'image/tiff',
    'text/plain',
    'message/rfc822',
  ]),
  size: z.int().check(z.minimum(1), z.maximum(MAX_DOCUMENT_BYTES)),
});

/** Where the bytes go: a presigned request, to be sent with these headers within `expiresIn` seconds. */
export const Upload = z.strictObject({
  sha256,
  upload: z.strictObject({
    url: z.string(),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()),
    expiresIn: z.int(),
  }),
});

export const uploadDocumentRoute = route({
  method: 'POST',
  path: '/documents',
  roles: ['agent'],
  summary: 'A place to upload one document',
  body: UploadRequest,
  answers: { 201: { says: 'A presigned URL that takes exactly these bytes', json: Upload } },
  problems: ['authority_required'],
});
