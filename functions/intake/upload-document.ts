import * as z from 'zod/mini';
import type { UploadGrant, UploadStore } from './document.store.ts';

/** Largest document, in bytes. */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024;

export const UploadRequest = z.strictObject({
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
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

/** A place to put one document of an authority; filing the demand that names its hash binds it. */
export async function uploadDocument(
  request: z.infer<typeof UploadRequest>,
  authorityId: string,
  deps: { uploads: UploadStore },
): Promise<{ sha256: string; upload: UploadGrant }> {
  return { sha256: request.sha256, upload: await deps.uploads.uploadUrl({ ...request, authorityId }) };
}
