import { Construct } from 'constructs';
import type { ChangingEnv, ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { Env as AgentsEnv } from '../../functions/review/clarify.env.ts';
import { clarifyRoute } from '../../functions/review/clarify.route.ts';
import { decideReleaseRoute } from '../../functions/review/decide-release.route.ts';
import { decideReviewRoute } from '../../functions/review/decide-review.route.ts';
import { resumeRoute } from '../../functions/review/resume.route.ts';
import { withdrawRoute } from '../../functions/review/withdraw.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ReviewProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly authorities: AuthoritiesState;
}

type ReviewStep = 'awaitReview' | 'awaitRelease' | 'refuse' | 'sendElsewhere';

/** People decide: whether a demand is approved, and whether a sealed package may leave. */
export class Review extends Construct {
  readonly steps: Readonly<Record<ReviewStep, DueFunction>>;
  /** Those that answer a wait of the workflow. */
  readonly answering: readonly DueFunction[];

  constructor(scope: Construct, id: string, { foundation, ledger, door, authorities }: ReviewProps) {
    super(scope, id);
    const step = (name: string, writer: 'await-review' | 'await-release' | 'refuse' | 'send-elsewhere') => {
      const fn = new DueFunction<ServiceEnv>(this, name, {
        foundation,
        kind: 'step',
        handler: `review/${writer}`,
        environment: ledger.environment(writer),
      });
      ledger.letChange(fn, writer);
      return fn;
    };
    const awaitReview = step('AwaitReview', 'await-review');
    const awaitRelease = step('AwaitRelease', 'await-release');
    this.steps = {
      awaitReview,
      awaitRelease,
      refuse: step('Refuse', 'refuse'),
      sendElsewhere: step('SendElsewhere', 'send-elsewhere'),
    };
    for (const compartment of ledger.compartments)
      for (const fn of [awaitReview, awaitRelease]) compartment.letWait(fn);

    const deciding = ledger.compartments.flatMap((compartment) =>
      DECIDING.map(({ name, writer, route }) => {
        const asksRegister = route.roles.some((role) => role === 'agent');
        const environment = compartment.environment(writer);
        const common = { foundation, kind: 'api', handler: `review/${writer}` } as const;
        const fn = asksRegister
          ? new DueFunction<AgentsEnv>(this, compartment.idOf(name), {
              ...common,
              environment: { ...environment, ...authorities.environment },
            })
          : new DueFunction<ChangingEnv>(this, compartment.idOf(name), { ...common, environment });
        if (asksRegister) letAsk(authorities, fn);
        compartment.letChange(fn, writer);
        compartment.letAnswer(fn);
        // Who else has released it, or called; what was read of one that failed.
        if (writer !== 'withdraw') compartment.letReadMany(fn);
        compartment.letCount(fn);
        foundation.alarms.onErrorsOf(fn);
        door.route(compartment.routeOf(route), fn);
        if (writer === 'decide-review') door.route(compartment.routeOf(resumeRoute), fn);
        return fn;
      }),
    );
    // A wait that finds its decision already taken, because a crash came between, answers itself.
    this.answering = [...deciding, awaitReview, awaitRelease];
  }
}

/** Where people decide, and agents amend or take back. */
const DECIDING = [
  { name: 'DecideReview', writer: 'decide-review', route: decideReviewRoute },
  { name: 'Clarify', writer: 'clarify', route: clarifyRoute },
  { name: 'Withdraw', writer: 'withdraw', route: withdrawRoute },
  { name: 'DecideRelease', writer: 'decide-release', route: decideReleaseRoute },
] as const;
