import type { Authorizer } from '../../iam/authorizer.ts';
import type { Meter } from '../../meter.ts';
import type { StackModel } from '../../template/stack-model.ts';
import { AwsError } from '../aws-error.ts';
import { type AwsReply, header, type Service } from '../call.ts';
import { Bucket } from './bucket.ts';
import { listObjects, listVersions } from './list-objects.ts';
import { MultipartUploads } from './multipart.ts';
import { getLegalHold, getRetention, putLegalHold, putRetention } from './object-lock.ts';
import { getObject } from './read-object.ts';
import { empty, requireBucket, type S3Call } from './s3-call.ts';
import { copyObject, deleteObject, deleteObjects, putObject } from './write-object.ts';

type S3Options = {
  readonly stack: StackModel;
  readonly folder: string;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
};

type Operation = (s3: S3Call) => Promise<AwsReply> | AwsReply;

/** Subresources that change what a method means; one that is not here is not played. */
const SUBRESOURCES = ['delete', 'legal-hold', 'list-type', 'retention', 'uploadId', 'uploads', 'versions'];
const NOT_PLAYED = [
  'acl',
  'attributes',
  'cors',
  'encryption',
  'lifecycle',
  'location',
  'logging',
  'notification',
  'object-lock',
  'policy',
  'replication',
  'restore',
  'select',
  'tagging',
  'torrent',
  'versioning',
  'website',
];

export type ObjectStore = {
  readonly service: Service;
  readonly close: () => Promise<void>;
};

/** S3 by path-style addresses, with versions, locks, checksums and conditional writes. */
export async function openObjectStore({ stack, folder, authorizer, meter }: S3Options): Promise<ObjectStore> {
  const buckets = new Map<string, Bucket>();
  for (const resource of stack.byType('AWS::S3::Bucket')) {
    buckets.set(resource.ref, await Bucket.open(resource, folder));
  }
  const uploads = new MultipartUploads();

  const bucketNamed = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
    return bucket;
  };

  const OBJECT_OPERATIONS: Readonly<Record<string, Operation>> = {
    GET: getObject,
    HEAD: getObject,
    PUT: (s3) => (header(s3.call, 'x-amz-copy-source') === undefined ? putObject(s3) : copyObject(s3)),
    DELETE: deleteObject,
    'GET retention': getRetention,
    'PUT retention': putRetention,
    'GET legal-hold': getLegalHold,
    'PUT legal-hold': putLegalHold,
    'POST uploads': (s3) => uploads.create(s3),
    'PUT uploadId': (s3) => uploads.uploadPart(s3),
    'POST uploadId': (s3) => uploads.complete(s3),
    'DELETE uploadId': (s3) => uploads.abort(s3),
  };

  const BUCKET_OPERATIONS: Readonly<Record<string, Operation>> = {
    HEAD: (s3) => {
      requireBucket(s3, 'ListBucket');
      return empty();
    },
    'GET list-type': listObjects,
    'GET versions': listVersions,
    'POST delete': deleteObjects,
  };

  const service: Service = async (call) => {
    const [, name = '', ...rest] = call.path.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const subresource = SUBRESOURCES.find((one) => call.query.has(one));
    const notPlayed = NOT_PLAYED.find((one) => call.query.has(one));
    const operationName = [call.method, notPlayed ?? subresource].filter(Boolean).join(' ');
    const operation = (key === '' ? BUCKET_OPERATIONS : OBJECT_OPERATIONS)[operationName];
    if (operation === undefined || name === '') {
      throw new AwsError(
        'NotImplemented',
        `The laptop does not play s3 ${operationName} of ${key === '' ? 'a bucket' : 'an object'}.`,
        { status: 501 },
      );
    }
    meter.count(call.method === 'GET' || call.method === 'HEAD' ? 's3Gets' : 's3Puts');
    return operation({ call, bucket: bucketNamed(decodeURIComponent(name)), key, authorizer, bucketNamed });
  };

  return {
    service,
    close: async () => {
      for (const bucket of buckets.values()) await bucket.close();
    },
  };
}
