import type { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Requests per second, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Everything in which stages differ. A construct never asks for a stage's name. */
export interface Stage {
  readonly name: string;
  /**
   * What becomes of keys, tables, buckets and logs when a stack goes or would replace them. Where they are destroyed,
   * buckets are emptied first.
   */
  readonly removalPolicy: RemovalPolicy;
  /** How long a key that is deleted can still be taken back: 7 days at least. */
  readonly keyPendingDays: number;
  readonly deletionProtection: boolean;
  /** Whether it is deployed only into the account and region that were named. */
  readonly pinned: boolean;
  readonly logRetention: RetentionDays;
  readonly accessLogDays: number;
  readonly tracing: boolean;
  /** Whether people of the stack's own pool need a second factor to sign in. */
  readonly secondFactor: 'required' | 'optional';
  /** Whose stores are read: the sample provider's, made in this stack, or those that the deployer names. */
  readonly provider: 'sample' | 'named';
  /** The least time for which a sealed package cannot be deleted or replaced. */
  readonly objectLock: { readonly mode: 'governance' | 'compliance'; readonly days: number };
  readonly throttle: Throttle;
  /** Keys are routes, such as `POST /demands`. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
  /** Who is told of alarms; without one, the topic has no subscriber. */
  readonly alarmEmail?: string;
}
