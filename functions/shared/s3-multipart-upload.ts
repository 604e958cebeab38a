import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** S3 takes 10,000 parts of an object, and so 320 GB of these; what is smaller than one goes in one piece. */
export const PART_BYTES = 32 * 1024 * 1024;
/** Parts under way at once: so many are in memory. */
const AT_ONCE = 3;

export type MultipartTarget = Pick<PutObjectCommandInput, 'Bucket' | 'Key' | 'ContentType' | 'Metadata'>;

type Part = { PartNumber: number; ETag: string | undefined; ChecksumSHA256: string | undefined };

/**
 * Writes an object in parts, under a key that nothing has, each part bound to its own SHA-256; all of it or nothing. Memory
 * is that of the parts under way, however large the object.
 * @returns the id of the version
 * @throws what S3 answers, such as `PreconditionFailed` where the key is taken; what was written by then is taken back, and
 * where that fails too the bucket's own rule for uploads that nobody finished ends it
 */
export async function uploadInParts(
  s3: S3Client,
  target: MultipartTarget,
  content: AsyncIterable<Uint8Array>,
): Promise<string | undefined> {
  const { Bucket, Key } = target;
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'SHA256' }),
  );
  const upload = { Bucket, Key, UploadId };
  const send = async (Body: Uint8Array, PartNumber: number): Promise<Part> => {
    const { ETag, ChecksumSHA256 } = await s3.send(
      new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: 'SHA256' }),
    );
    return { PartNumber, ETag, ChecksumSHA256 };
  };
  try {
    const Parts = await sendAll(content, send);
    const { VersionId } = await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, IfNoneMatch: '*' }),
    );
    return VersionId;
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function sendAll(
  content: AsyncIterable<Uint8Array>,
  send: (bytes: Uint8Array, number: number) => Promise<Part>,
): Promise<Part[]> {
  const done: Part[] = [];
  const underWay: Promise<Part>[] = [];
  let number = 0;
  try {
    for await (const bytes of piecesOf(content)) {
      number += 1;
      const part = send(bytes, number);
      // Awaited in their order below; one that fails before its turn is not a rejection that nobody handles.
      part.catch(() => undefined);
      underWay.push(part);
      if (underWay.length < AT_ONCE) continue;
      const first = await underWay.shift();
      if (first) done.push(first);
    }
    return [...done, ...(await Promise.all(underWay))];
  } catch (error) {
    // Nothing of it may arrive after the upload was taken back.
    await Promise.allSettled(underWay);
    throw error;
  }
}

/** The same bytes in pieces of one size, but for the last. */
async function* piecesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafe(PART_BYTES);
  let filled = 0;
  for await (const chunk of content) {
    for (let start = 0; start < chunk.byteLength; ) {
      const taken = Math.min(chunk.byteLength - start, PART_BYTES - filled);
      piece.set(chunk.subarray(start, start + taken), filled);
      [filled, start] = [filled + taken, start + taken];
      if (filled < PART_BYTES) continue;
      yield piece;
      [piece, filled] = [Buffer.allocUnsafe(PART_BYTES), 0];
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
