import { Duration } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { ObjectLock } from './stage.ts';

/** For how long a bucket keeps every version of what is put into it. */
export function retention({ mode, days }: ObjectLock): ObjectLockRetention {
  const period = Duration.days(days);
  return mode === 'compliance'
    ? ObjectLockRetention.compliance(period)
    : ObjectLockRetention.governance(period);
}
