import type { components } from '../../../../examples/client/schema.d.ts';
import { type Api, given } from '../../api/client.ts';
import { Troubled } from '../../api/problem.ts';
import { saySize } from '../../kit/say.ts';
import type { Paper } from './filing-draft.ts';

type MediaType = components['schemas']['UploadRequest']['mediaType'];

/** Bytes of one paper that the service takes; docs/openapi.json says it of `POST /documents`. */
export const MOST_BYTES = 26_214_400;

const TYPES: Readonly<Record<string, MediaType>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  eml: 'message/rfc822',
  p7m: 'application/pkcs7-mime',
  p7s: 'application/pkcs7-signature',
  asice: 'application/vnd.etsi.asic-e+zip',
  sce: 'application/vnd.etsi.asic-e+zip',
  asics: 'application/vnd.etsi.asic-s+zip',
  scs: 'application/vnd.etsi.asic-s+zip',
  xml: 'application/xml',
};
/** For the field, so that a browser offers what can be taken. */
export const ACCEPT = Object.keys(TYPES)
  .map((ending) => `.${ending}`)
  .join(',');

const endingOf = (name: string): string =>
  (name.includes('.') ? (name.split('.').at(-1) ?? '') : '').toLowerCase();

/** By the ending of its name; the service looks at the bytes. */
export const mediaTypeOf = (name: string): MediaType => TYPES[endingOf(name)] ?? 'application/pdf';

/** Why a file cannot be taken, before a byte of it is sent; undefined where it can. */
export function refusalOf({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (size > MOST_BYTES)
    return `The paper is ${saySize(size)}; the limit is ${saySize(MOST_BYTES)}. Your answers are kept. Scan it in fewer dots, or send it in parts.`;
  if (size === 0) return 'This file is empty. Choose the paper again.';
  if (!TYPES[endingOf(name)])
    return 'This kind of file is not taken. Choose a PDF, a picture, a mail, a text or a signed document.';
  return undefined;
}

export const sha256Of = async (bytes: BufferSource): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Counts the hash of a paper here, and sends it to where the service says.
 * @param progress share that has been sent, from 0 to 1
 * @throws Troubled
 */
export async function uploadPaper(api: Api, file: File, progress: (share: number) => void): Promise<Paper> {
  const bytes = await file.arrayBuffer();
  const sha256 = await sha256Of(bytes);
  const mediaType = mediaTypeOf(file.name);
  const { upload } = await given(api.POST('/documents', { body: { sha256, mediaType, size: file.size } }));
  await put(upload, bytes, progress);
  return { sha256, mediaType, title: file.name.slice(0, 300), size: file.size };
}

/** `fetch` tells nothing of how far it is. */
function put(
  { url, method, headers }: { url: string; method: string; headers: Record<string, string> },
  bytes: ArrayBuffer,
  progress: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    // Browsers say themselves how long a body is, and of which host.
    for (const [name, value] of Object.entries(headers)) {
      if (!/^(?:host|content-length)$/i.test(name)) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(notStored(request.status)));
    request.onerror = () => reject(new Troubled({ kind: 'unreachable' }));
    request.send(bytes);
  });
}

const notStored = (status: number) =>
  new Troubled({
    kind: 'problem',
    status,
    code: `status_${status}`,
    detail: 'The paper was not stored. Your answers are kept. Choose it again.',
    instance: '',
    faults: [],
  });
