import { asFlag, asNumber, isObject, type Json, optional } from '../../template/json.ts';
import { Refused } from '../../template/refused.ts';
import type { PlayedResource } from '../../template/stack-model.ts';
import type { Retention } from './object-version.ts';

/** What the template says of all objects of a bucket. */
export type BucketRules = {
  readonly versioned: boolean;
  readonly locking: boolean;
  /** Whether the default bus hears of every new object. */
  readonly notifies: boolean;
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
    notifies: notifiesBus(properties.NotificationConfiguration),
    defaultRetention: isObject(rule)
      ? {
          mode: rule.Mode === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
          days: optional(rule.Days, 'Days', asNumber) ?? 365 * asNumber(rule.Years, 'Years'),
        }
      : undefined,
  };
}

function notifiesBus(configuration: Json | undefined): boolean {
  if (!isObject(configuration)) return false;
  const other = Object.keys(configuration).find((name) => name !== 'EventBridgeConfiguration');
  if (other !== undefined) throw new Refused([`${other} of a bucket: it may notify EventBridge only`]);
  const bridge = configuration.EventBridgeConfiguration;
  return isObject(bridge) && asFlag(bridge.EventBridgeEnabled ?? true);
}
