import { Construct } from 'constructs';
import type { ChangingEnv } from '../../functions/ledger/ledgers.env.ts';
import { lettersRoute } from '../../functions/notice/letters.route.ts';
import { afterwardsRoute } from '../../functions/review/afterwards.route.ts';
import { bulkRoute } from '../../functions/review/bulk.route.ts';
import { claimRoute } from '../../functions/review/claim.route.ts';
import type { Env as ClarifyEnv } from '../../functions/review/clarify.env.ts';
import { clarifyRoute } from '../../functions/review/clarify.route.ts';
import { commentRoute } from '../../functions/review/comment.route.ts';
import { consultRoute } from '../../functions/review/consult.route.ts';
import { customerAnswersRoute } from '../../functions/review/customer-answers.route.ts';
import { decideReleaseRoute } from '../../functions/review/decide-release.route.ts';
import { decideReviewRoute } from '../../functions/review/decide-review.route.ts';
import { noteRoute } from '../../functions/review/note.route.ts';
import { objectionOutcomeRoute } from '../../functions/review/objection-outcome.route.ts';
import { objectionsRoute } from '../../functions/review/objections.route.ts';
import { preservationRoute } from '../../functions/review/preservation.route.ts';
import { resumeRoute } from '../../functions/review/resume.route.ts';
import { secrecyRoute } from '../../functions/review/secrecy.route.ts';
import type { Env as WithdrawEnv } from '../../functions/review/withdraw.env.ts';
import { withdrawRoute } from '../../functions/review/withdraw.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Door } from '../intake/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';

export interface DecidingProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly authorities: AuthoritiesState;
  readonly documents: PrivateBucket;
}

/** People decide: whether a demand is approved, and whether a sealed package may leave. */
export class Deciding extends Construct {
  /** Those that answer a wait of the workflow. */
  readonly answering: readonly DueFunction[];

  constructor(scope: Construct, id: string, props: DecidingProps) {
    super(scope, id);
    const { foundation, ledger, door, authorities, documents } = props;
    this.answering = ledger.compartments.flatMap((compartment) =>
      DECIDING.map(({ name, writer, route }) => {
        const asksRegister = route.roles.some((role) => role === 'agent');
        const environment = compartment.environment(writer);
        const common = { foundation, kind: 'api', handler: `review/${writer}` } as const;
        const fn = asksRegister
          ? new DueFunction<ClarifyEnv | WithdrawEnv>(this, compartment.idOf(name), {
              ...common,
              environment: {
                ...environment,
                ...authorities.environment,
                ...(writer === 'clarify' ? { DOCUMENTS_BUCKET: documents.bucketName } : {}),
              },
            })
          : new DueFunction<ChangingEnv>(this, compartment.idOf(name), { ...common, environment });
        if (asksRegister) letAsk(authorities, fn);
        compartment.letChange(fn, writer);
        compartment.letAnswer(fn);
        // Who else has released it; what was read of one that failed; which orders came before.
        if (writer !== 'withdraw') compartment.letReadMany(fn);
        compartment.letCount(fn);
        foundation.alarms.onErrorsOf(fn);
        door.route(compartment.routeOf(route), fn);
        if (writer === 'decide-review')
          for (const beside of [resumeRoute, claimRoute, noteRoute, bulkRoute, consultRoute, afterwardsRoute])
            door.route(compartment.routeOf(beside), fn);
        if (writer === 'clarify') {
          // Papers of orders, as of filings.
          documents.letGet(fn, 's3:GetObjectVersion', 's3:PutObjectVersionTagging');
          documents.letTellAbsence(fn);
          for (const beside of [
            secrecyRoute,
            lettersRoute,
            commentRoute,
            customerAnswersRoute,
            objectionsRoute,
            objectionOutcomeRoute,
            preservationRoute,
          ])
            door.route(compartment.routeOf(beside), fn);
        }
        return fn;
      }),
    );
  }
}

/** Where people decide, and agents amend or take back. */
const DECIDING = [
  { name: 'DecideReview', writer: 'decide-review', route: decideReviewRoute },
  { name: 'Clarify', writer: 'clarify', route: clarifyRoute },
  { name: 'Withdraw', writer: 'withdraw', route: withdrawRoute },
  { name: 'DecideRelease', writer: 'decide-release', route: decideReleaseRoute },
] as const;
