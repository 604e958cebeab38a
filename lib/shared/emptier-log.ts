import { CfnResource, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StateFoundation } from './state-foundation.ts';

const EMPTIER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/**
 * Where buckets are emptied before they go, the CDK's own function does it. Without a log group of ours it would write
 * to one that Lambda makes, which outlives the stack.
 */
export function keepEmptierLog(foundation: StateFoundation): void {
  const handler = Stack.of(foundation).node.tryFindChild(EMPTIER)?.node.tryFindChild('Handler');
  if (!CfnResource.isCfnResource(handler ?? {})) return;
  const { stage, keys } = foundation;
  const log = new LogGroup(foundation, 'EmptierLog', {
    retention: stage.logRetention,
    encryptionKey: keys.operations,
    removalPolicy: stage.removalPolicy,
  });
  (handler as CfnResource).addPropertyOverride('LoggingConfig', { LogGroup: log.logGroupName });
}
