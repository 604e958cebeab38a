import type * as z from 'zod/mini';
import type { UploadStore } from './document.store.ts';
import type { Upload, UploadRequest } from './upload-document.route.ts';

/** A place to put one document of an authority; filing the demand that names its hash binds it. */
export async function uploadDocument(
  request: z.infer<typeof UploadRequest>,
  authorityId: string,
  deps: { uploads: UploadStore },
): Promise<z.infer<typeof Upload>> {
  return { sha256: request.sha256, upload: await deps.uploads.uploadUrl({ ...request, authorityId }) };
}
