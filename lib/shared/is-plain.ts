import type { Construct } from 'constructs';

/**
 * Whether the context `plain` asks for templates that engines other than AWS can play whole: without the CDK's function
 * that empties buckets, which needs an SDK in its runtime, and without versions of the state machine.
 */
export const isPlain = (scope: Construct): boolean => scope.node.tryGetContext('plain') === 'true';
