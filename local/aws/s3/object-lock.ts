import { AwsError } from '../aws-error.ts';
import { type AwsReply, header } from '../call.ts';
import { elementTexts } from '../xml.ts';
import { existing } from './read-object.ts';
import { empty, requireObject, retention, type S3Call, xmlReply } from './s3-call.ts';
import { accessDenied, invalidRequest } from './s3-error.ts';

function lockable({ bucket }: S3Call): void {
  if (!bucket.rules.locking) throw invalidRequest('Bucket is missing Object Lock Configuration');
}

const noConfiguration = (): AwsError =>
  new AwsError(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    { status: 404 },
  );

export function getRetention(s3: S3Call): AwsReply {
  const version = existing(s3, 'GetObjectRetention');
  if (version.retention === undefined) throw noConfiguration();
  return xmlReply('Retention', { Mode: version.retention.mode, RetainUntilDate: version.retention.until });
}

/** A compliance lock can only grow; a governance lock yields to whoever may bypass it. */
export async function putRetention(s3: S3Call): Promise<AwsReply> {
  lockable(s3);
  const version = existing(s3, 'PutObjectRetention');
  const body = s3.call.body.toString('utf8');
  const wanted = retention(
    elementTexts(body, 'Mode')[0] ?? '',
    elementTexts(body, 'RetainUntilDate')[0] ?? '',
  );
  const current = version.retention;
  if (current !== undefined && Date.parse(current.until) > Date.now()) {
    const weaker =
      Date.parse(wanted.until) < Date.parse(current.until) ||
      (current.mode === 'COMPLIANCE' && wanted.mode !== 'COMPLIANCE');
    const bypass =
      header(s3.call, 'x-amz-bypass-governance-retention') === 'true' && current.mode === 'GOVERNANCE';
    if (bypass) requireObject(s3, 'BypassGovernanceRetention');
    else if (weaker) throw accessDenied('Access Denied because object protected by object lock.');
  }
  await s3.bucket.relock(version, { retention: wanted });
  return empty();
}

export function getLegalHold(s3: S3Call): AwsReply {
  lockable(s3);
  return xmlReply('LegalHold', { Status: existing(s3, 'GetObjectLegalHold').legalHold ? 'ON' : 'OFF' });
}

export async function putLegalHold(s3: S3Call): Promise<AwsReply> {
  lockable(s3);
  const version = existing(s3, 'PutObjectLegalHold');
  await s3.bucket.relock(version, {
    legalHold: elementTexts(s3.call.body.toString('utf8'), 'Status')[0] === 'ON',
  });
  return empty();
}
