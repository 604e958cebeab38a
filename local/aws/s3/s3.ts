import type { Authorizer } from '../../iam/authorizer.ts';
import type { Meter } from '../../meter.ts';
import type { StackModel } from '../../template/stack-model.ts';
import { AwsError } from '../aws-error.ts';
import { type AwsCall, type AwsReply, header, type Service } from '../call.ts';
import { Bucket } from './bucket.ts';
import { listObjects } from './list-objects.ts';
import { abortUpload, completeUpload, createUpload, uploadPart } from './multipart.ts';
import { getObject } from './read-object.ts';
import type { S3Call } from './s3-call.ts';
import { deleteObject, putObject, putObjectTagging } from './write-object.ts';

type S3Options = {
  readonly stack: StackModel;
  readonly folder: string;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
  readonly tell: S3Call['tell'];
};

const OPERATIONS: Readonly<Record<string, (s3: S3Call) => Promise<AwsReply> | AwsReply>> = {
  GET: getObject,
  'GET list-type of a bucket': listObjects,
  HEAD: getObject,
  PUT: putObject,
  DELETE: deleteObject,
  'PUT tagging': putObjectTagging,
  'POST uploads': createUpload,
  'PUT partNumber': uploadPart,
  'POST uploadId': completeUpload,
  'DELETE uploadId': abortUpload,
};

/** What a query may say without asking for another operation: a version, a page of a list, the reader's headers, a signature. */
const KNOWN_PARAMETER =
  /^(versionId|x-id|prefix|delimiter|continuation-token|max-keys|response-[a-z-]+|x-amz-[a-z0-9-]+)$/i;

/** The operation in words, with what makes it another than it seems: a subresource or a source to copy. */
function nameOf(call: AwsCall, key: string): string {
  const subresource = [...call.query.keys()].find((name) => !KNOWN_PARAMETER.test(name));
  const copies = header(call, 'x-amz-copy-source') !== undefined;
  const more = [subresource, copies ? 'copy' : undefined].filter((part) => part !== undefined);
  return [call.method, ...more, key === '' ? 'of a bucket' : ''].filter((part) => part !== '').join(' ');
}

export type ObjectStore = {
  readonly service: Service;
  readonly close: () => Promise<void>;
};

/** S3 by path-style addresses, with versions, locks, checksums and conditional writes. */
export async function openObjectStore({
  stack,
  folder,
  authorizer,
  meter,
  tell,
}: S3Options): Promise<ObjectStore> {
  const buckets = new Map<string, Bucket>();
  for (const resource of stack.byType('AWS::S3::Bucket')) {
    buckets.set(resource.ref, await Bucket.open(resource, folder));
  }

  const service: Service = async (call) => {
    const [, name = '', ...rest] = call.path.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const operationName = nameOf(call, key);
    const operation = OPERATIONS[operationName];
    if (operation === undefined) {
      throw new AwsError('NotImplemented', `The laptop does not play s3 ${operationName}.`, { status: 501 });
    }
    meter.count(call.method === 'GET' || call.method === 'HEAD' ? 's3Gets' : 's3Puts');
    const bucket = buckets.get(decodeURIComponent(name));
    if (bucket === undefined)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
    return operation({ call, bucket, key, authorizer, tell });
  };

  return {
    service,
    close: async () => {
      for (const bucket of buckets.values()) await bucket.close();
    },
  };
}
