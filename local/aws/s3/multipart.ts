import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { AwsReply } from '../call.ts';
import { elementsNamed, elementTexts } from '../xml.ts';
import { decodeBody } from './aws-chunked.ts';
import type { NewVersion } from './bucket.ts';
import { verifyChecksums } from './checksums.ts';
import { empty, keptHeaders, requireObject, type S3Call, versionHeaders, xmlReply } from './s3-call.ts';
import { noSuchUpload } from './s3-error.ts';
import { conditionOf, requirePut } from './write-object.ts';

const SMALLEST_PART = 5 * 1024 * 1024;

type Part = {
  readonly content: Buffer;
  readonly etag: string;
};

type Upload = {
  readonly version: Omit<NewVersion, 'etag'>;
  readonly parts: Map<number, Part>;
};

/** Uploads under way. They live in memory: one that a restart interrupts answers NoSuchUpload, as an aborted one does. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  create(s3: S3Call): AwsReply {
    const lock = requirePut(s3);
    const id = randomUUID();
    const headers = { 'content-type': 'application/octet-stream', ...keptHeaders(s3.call) };
    this.#uploads.set(id, { version: { key: s3.key, headers, checksums: {}, ...lock }, parts: new Map() });
    return xmlReply('InitiateMultipartUploadResult', { Bucket: s3.bucket.name, Key: s3.key, UploadId: id });
  }

  uploadPart(s3: S3Call): AwsReply {
    requireObject(s3, 'PutObject');
    const upload = this.#find(s3);
    const number = Number(s3.call.query.get('partNumber'));
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    }
    const { content, trailers } = decodeBody(s3.call);
    const checksums = verifyChecksums(s3.call, content, trailers);
    const etag = createHash('md5').update(content).digest('hex');
    upload.parts.set(number, { content, etag });
    return empty({ etag: `"${etag}"`, ...checksums });
  }

  async complete(s3: S3Call): Promise<AwsReply> {
    requireObject(s3, 'PutObject');
    const upload = this.#find(s3);
    const wanted = elementsNamed(s3.call.body.toString('utf8'), 'Part').map((part) => ({
      number: Number(elementTexts(part, 'PartNumber')[0]),
      etag: elementTexts(part, 'ETag')[0]?.replaceAll('"', ''),
    }));
    const parts = wanted.map(({ number, etag }, index) => {
      const part = upload.parts.get(number);
      if (part === undefined || part.etag !== etag)
        throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
      if (number <= (wanted[index - 1]?.number ?? 0))
        throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
      if (index < wanted.length - 1 && part.content.length < SMALLEST_PART) {
        throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      }
      return part;
    });
    const digest = createHash('md5');
    for (const { etag } of parts) digest.update(Buffer.from(etag, 'hex'));
    const etag = `${digest.digest('hex')}-${parts.length}`;
    const contents = parts.map(({ content }) => content);
    const made = await s3.bucket.put({ ...upload.version, etag }, contents, conditionOf(s3));
    this.#uploads.delete(s3.call.query.get('uploadId') ?? '');
    return xmlReply(
      'CompleteMultipartUploadResult',
      { Bucket: s3.bucket.name, Key: s3.key, ETag: `"${etag}"` },
      versionHeaders(s3.bucket, made),
    );
  }

  abort(s3: S3Call): AwsReply {
    requireObject(s3, 'AbortMultipartUpload');
    this.#find(s3);
    this.#uploads.delete(s3.call.query.get('uploadId') ?? '');
    return empty({}, 204);
  }

  #find({ call, key }: S3Call): Upload {
    const upload = this.#uploads.get(call.query.get('uploadId') ?? '');
    if (upload === undefined || upload.version.key !== key) throw noSuchUpload();
    return upload;
  }
}
