import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../lib/shared/stage.ts';

/** Public pages change twice a year; whoever reads them faster than this should keep a copy. */
const PUBLIC = { rate: 20, burst: 40 };

/** A first key has no known beginning: what was ever sealed with it stays good. */
const FIRST_KEY = { from: '1970-01-01T00:00:00.000Z', former: [] };

/** A stage per record: what is not written here is the same in all of them. */
export const STAGES = {
  /** For trying: a provider with made-up customers, and nothing that outlives the stack. */
  dev: {
    name: 'dev',
    removalPolicy: RemovalPolicy.DESTROY,
    keyPendingDays: 7,
    keysGo: true,
    watched: false,
    trailLockDays: 0,
    deletionProtection: false,
    pinned: false,
    logRetention: RetentionDays.TWO_WEEKS,
    accessLogDays: 14,
    attemptDays: 14,
    tracing: false,
    secondFactor: 'optional',
    provider: 'sample',
    // Endpoints of the network cost by the hour.
    isolatesConnectors: false,
    answersAs: {
      name: 'Example Cloud Inc. (invented)',
      address: '1 Sample Street, Springfield, CA 90000, United States',
      contact: 'Records custodian, legal@example.com, +1 202 555 0100',
    },
    objectLock: { mode: 'governance', days: 1 },
    documentDays: 14,
    // A new account has ten runs in all, of which none can be set aside.
    reserved: {},
    ordinaryStarts: { burst: 100, perHour: 7200 },
    log: { origin: 'dev.due-process.example.com/log', minutes: 5, lock: { mode: 'governance', days: 1 } },
    signingKeys: FIRST_KEY,
    maxFetches: 20,
    throttle: { rate: 100, burst: 200 },
    routeThrottles: {},
  },
  /**
   * For demands that bind. Access logs and function logs stay for thirteen months, so that a yearly audit still finds
   * the year. Sealed packages stay for ninety days whatever anyone does; longer retention is set per object.
   */
  prod: {
    name: 'prod',
    // A first deployment that fails leaves no orphans; after it, neither a deletion nor a replacement takes data away.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    keyPendingDays: 30,
    keysGo: false,
    watched: true,
    trailLockDays: 400,
    deletionProtection: true,
    pinned: true,
    logRetention: RetentionDays.THIRTEEN_MONTHS,
    accessLogDays: 400,
    attemptDays: 400,
    tracing: true,
    secondFactor: 'required',
    provider: 'named',
    // About 15 USD a month: docs/adr/0026. Stores in another region need it off, or endpoints of their own.
    isolatesConnectors: true,
    // Every package is signed in this name: put your own here before the first deployment.
    answersAs: {
      name: 'Example Cloud Inc.',
      address: '1 Sample Street, Springfield, CA 90000, United States',
      contact: 'Records custodian, legal@example.com, +1 202 555 0100',
    },
    objectLock: { mode: 'compliance', days: 90 },
    documentDays: 3650,
    // What no flood of other work may starve: who is let in, demands that come in, and what starts them again.
    reserved: {
      'intake/authorize': 100,
      'intake/file-demand': 50,
      'ledger/record': 50,
      'watch/sweep': 2,
    },
    ordinaryStarts: { burst: 300, perHour: 36_000 },
    // Name the log after a host of your own before the first deployment.
    log: { origin: 'due-process.example.com/log', minutes: 5, lock: { mode: 'compliance', days: 3650 } },
    signingKeys: FIRST_KEY,
    // A line breaks now and then; who fetches oftener than this hands it on by another way.
    maxFetches: 20,
    // Shared by all callers, before anyone knows who they are: they bound what a flood costs, and are so wide that junk
    // does not push a filing out. How often one caller may do something is said by the route (`limits`).
    throttle: { rate: 500, burst: 1000 },
    routeThrottles: {
      'POST /demands': { rate: 1000, burst: 2000 },
      'POST /documents': { rate: 500, burst: 1000 },
      'POST /reports/{period}/editions': { rate: 1, burst: 2 },
      'GET /log/{file+}': PUBLIC,
      'GET /openapi.json': PUBLIC,
      'GET /rulebook': PUBLIC,
      'GET /rulebook/{page+}': PUBLIC,
      'GET /reports': PUBLIC,
      'GET /reports/{period}': PUBLIC,
      'GET /reports/{period}/proof': PUBLIC,
    },
  },
} as const satisfies Readonly<Record<string, Stage>>;

const isStageName = (name: string): name is keyof typeof STAGES => Object.hasOwn(STAGES, name);

/** @throws Error that lists the stages there are */
export function stageNamed(name: string): Stage {
  if (isStageName(name)) return STAGES[name];
  throw new Error(`No stage "${name}". There are: ${Object.keys(STAGES).join(', ')} (bin/stages.ts).`);
}
