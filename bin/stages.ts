import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../lib/shared/stage.ts';

/** Public pages change twice a year; whoever reads them faster than this should keep a copy. */
const PUBLIC = { rate: 20, burst: 40 };

/** A stage per record: what is not written here is the same in all of them. */
export const STAGES = {
  /** For trying: a provider with made-up customers, and nothing that outlives the stack. */
  dev: {
    name: 'dev',
    removalPolicy: RemovalPolicy.DESTROY,
    keyPendingDays: 7,
    deletionProtection: false,
    pinned: false,
    logRetention: RetentionDays.TWO_WEEKS,
    accessLogDays: 14,
    tracing: false,
    secondFactor: 'optional',
    provider: 'sample',
    objectLock: { mode: 'governance', days: 1 },
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
    deletionProtection: true,
    pinned: true,
    logRetention: RetentionDays.THIRTEEN_MONTHS,
    accessLogDays: 400,
    tracing: true,
    secondFactor: 'required',
    provider: 'named',
    objectLock: { mode: 'compliance', days: 90 },
    throttle: { rate: 50, burst: 100 },
    routeThrottles: {
      'POST /demands': { rate: 10, burst: 50 },
      'POST /documents': { rate: 20, burst: 100 },
      'POST /reports/{period}/editions': { rate: 1, burst: 2 },
      'GET /openapi.json': PUBLIC,
      'GET /rulebook': PUBLIC,
      'GET /rulebook/{page+}': PUBLIC,
      'GET /reports': PUBLIC,
      'GET /reports/{period}': PUBLIC,
    },
  },
} as const satisfies Readonly<Record<string, Stage>>;

const isStageName = (name: string): name is keyof typeof STAGES => Object.hasOwn(STAGES, name);

/** @throws Error that lists the stages there are */
export function stageNamed(name: string): Stage {
  if (isStageName(name)) return STAGES[name];
  throw new Error(`No stage "${name}". There are: ${Object.keys(STAGES).join(', ')} (bin/stages.ts).`);
}
