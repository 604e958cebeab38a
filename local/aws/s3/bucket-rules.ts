import { asFlag, asNumber, isObject, optional } from '../../template/json.ts';
import type { PlayedResource } from '../../template/stack-model.ts';
import type { Retention } from './object-version.ts';

/** What the template says of all objects of a bucket. */
export type BucketRules = {
  readonly versioned: boolean;
  readonly locking: boolean;
  readonly defaultRetention: { mode: Retention['mode']; days: number } | undefined;
};

export function rulesOf({ properties }: PlayedResource): BucketRules {
  const lock = properties.ObjectLockConfiguration;
  const rule = isObject(lock) && isObject(lock.Rule) ? lock.Rule.DefaultRetention : undefined;
  const locking = asFlag(properties.ObjectLockEnabled);
  const versioning = properties.VersioningConfiguration;
  return {
    // Object Lock cannot be without versions.
    versioned: locking || (isObject(versioning) && versioning.Status === 'Enabled'),
    locking,
    defaultRetention: isObject(rule)
      ? {
          mode: rule.Mode === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
          days: optional(rule.Days, 'Days', asNumber) ?? 365 * asNumber(rule.Years, 'Years'),
        }
      : undefined,
  };
}
