import * as z from 'zod/mini';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** Largest document, in bytes. */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What papers come as. Signed ones are kept as they are: a signature holds for its bytes and no others. */
export const MEDIA_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'text/plain',
  'message/rfc822',
  // CMS (RFC 8551): .p7m, and .p7s beside what it signs; the names with x- are those of older programs.
  'application/pkcs7-mime',
  'application/x-pkcs7-mime',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  // Containers of ETSI EN 319 162-1: .asice, .asics.
  'application/vnd.etsi.asic-e+zip',
  'application/vnd.etsi.asic-s+zip',
  // XML with a signature in it (XAdES), such as the forms of e-CODEX.
  'application/xml',
  'text/xml',
] as const;

export const UploadRequest = z.strictObject({
  sha256,
  mediaType: z.enum(MEDIA_TYPES),
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
  // As many as the demands that may be filed have papers, and then some: a demand has one or two.
  limits: {
    calls: [
      { by: 'person', burst: 300, perHour: 1800 },
      { by: 'authority', burst: 900, perHour: 5400 },
    ],
  },
  answers: { 201: { says: 'A presigned URL that takes exactly these bytes', json: Upload } },
  problems: STANDING_PROBLEMS,
});
