import { Construct } from 'constructs';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import { clarifyRoute } from '../../functions/review/clarify.route.ts';
import { decideReleaseRoute } from '../../functions/review/decide-release.route.ts';
import { decideReviewRoute } from '../../functions/review/decide-review.route.ts';
import { withdrawRoute } from '../../functions/review/withdraw.route.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ReviewProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
}

type ReviewStep = 'awaitReview' | 'awaitRelease' | 'refuse' | 'sendElsewhere';

/** People decide: whether a demand is approved, and whether a sealed package may leave. */
export class Review extends Construct {
  readonly steps: Readonly<Record<ReviewStep, DueFunction>>;
  /** Those that answer a wait of the workflow. */
  readonly answering: readonly DueFunction[];

  constructor(scope: Construct, id: string, { foundation, ledger, door }: ReviewProps) {
    super(scope, id);
    const environment = { DEMANDS_TABLE: ledger.tableName };
    const step = { foundation, kind: 'step', environment } as const;
    const api = { foundation, kind: 'api', environment } as const;

    const awaitReview = new DueFunction<DemandsEnv>(this, 'AwaitReview', {
      ...step,
      handler: 'review/await-review',
    });
    const decideReview = new DueFunction<DemandsEnv>(this, 'DecideReview', {
      ...api,
      handler: 'review/decide-review',
    });
    const clarify = new DueFunction<DemandsEnv>(this, 'Clarify', { ...api, handler: 'review/clarify' });
    const withdraw = new DueFunction<DemandsEnv>(this, 'Withdraw', { ...api, handler: 'review/withdraw' });
    const awaitRelease = new DueFunction<DemandsEnv>(this, 'AwaitRelease', {
      ...step,
      handler: 'review/await-release',
    });
    const decideRelease = new DueFunction<DemandsEnv>(this, 'DecideRelease', {
      ...api,
      handler: 'review/decide-release',
    });
    const refuse = new DueFunction<DemandsEnv>(this, 'Refuse', { ...step, handler: 'review/refuse' });
    const sendElsewhere = new DueFunction<DemandsEnv>(this, 'SendElsewhere', {
      ...step,
      handler: 'review/send-elsewhere',
    });

    this.steps = { awaitReview, awaitRelease, refuse, sendElsewhere };
    const deciding = [decideReview, clarify, withdraw, decideRelease];
    // A wait that finds its decision already taken, because a crash came between, answers itself.
    this.answering = [...deciding, awaitReview, awaitRelease];
    for (const fn of [...Object.values(this.steps), ...deciding]) ledger.letCommit(fn);
    for (const fn of [...deciding, awaitReview]) ledger.letSettle(fn);
    for (const fn of deciding) foundation.alarms.onErrorsOf(fn);

    door.route(decideReviewRoute, decideReview);
    door.route(clarifyRoute, clarify);
    door.route(withdrawRoute, withdraw);
    door.route(decideReleaseRoute, decideRelease);
  }
}
