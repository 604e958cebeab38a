import type { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Requests per second, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Least time for which a version cannot be deleted; `compliance`: not by the account's administrator either. */
export interface ObjectLock {
  readonly mode: 'governance' | 'compliance';
  readonly days: number;
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
  /** Whether keys go with their stack. Where they do not, nobody asks for their deletion but by breaking glass. */
  readonly keysGo: boolean;
  readonly deletionProtection: boolean;
  /** Whether it is deployed only into the account and region that were named. */
  readonly pinned: boolean;
  readonly logRetention: RetentionDays;
  readonly accessLogDays: number;
  /** How long it is kept who tried what was not theirs to do. */
  readonly attemptDays: number;
  readonly tracing: boolean;
  /** Whether people of the stack's own pool need a second factor to sign in. */
  readonly secondFactor: 'required' | 'optional';
  /** Whose stores are read: the sample provider's, made in this stack, or those that the deployer names. */
  readonly provider: 'sample' | 'named';
  /** Whether functions of connectors run in a network that leads to stores of this region alone, of this account and of those that entries name. */
  readonly isolatesConnectors: boolean;
  /** Who answers demands, as packages and certificates name it: the legal person, where it is served, whom to call. */
  readonly answersAs: { readonly name: string; readonly address: string; readonly contact: string };
  /** How long documents of demands are kept. An upload that no demand names goes two days later, once its lock has ended. */
  readonly documentDays: number;
  /**
   * Concurrent runs that are set aside for functions, by handler, such as `intake/file-demand`: no others can take them,
   * and these take no more.
   */
  readonly reserved: Readonly<Record<string, number>>;
  /** Demands without danger to people that may be started at once, and in an hour: what they leave is for emergencies. */
  readonly ordinaryStarts: { readonly burst: number; readonly perHour: number };
  /** The least time for which neither a sealed package nor an uploaded document can be deleted or replaced. */
  readonly objectLock: ObjectLock;
  /** The log of the ledger. */
  readonly log: {
    /** Its name, as a URL without its scheme: in every checkpoint, and never to be changed. */
    readonly origin: string;
    /** It is signed this often, whether anything happened or not. */
    readonly minutes: number;
    readonly lock: ObjectLock;
  };
  /**
   * Keys that packages are signed with: since when the present one does, and all that did before, oldest first, with the
   * times of each. One more former key makes a new present one; docs/runbook.md says how.
   */
  readonly signingKeys: {
    readonly from: string;
    readonly former: readonly { readonly publicKey: string; readonly from: string; readonly until: string }[];
  };
  /**
   * Who says when a package was sealed (RFC 3161), and the certificates, PEM, that its timestamps must come from. Absent:
   * nobody does.
   */
  readonly timestamps?: { readonly url: string; readonly ca: string };
  /** How often the agents of an authority may fetch one package. */
  readonly maxFetches: number;
  readonly throttle: Throttle;
  /** Keys are routes, such as `POST /demands`. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
  /** Whether somebody must hear its alarms, and a trail and a web ACL belong to it. */
  readonly watched: boolean;
  /** For how long the files of its trail can be deleted by nobody. */
  readonly trailLockDays: number;
}
