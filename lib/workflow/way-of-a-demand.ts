import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  JsonPath,
  type Map as MapState,
  Parallel,
  Pass,
  Result,
  type State,
  Succeed,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { isAnyLeft } from './is-any-left.ts';
import { type Frozen, freezeWithinScope, retrieveWithinScope } from './retrieve-within-scope.ts';
import type { Steps } from './steps.ts';
import { task, wait } from './task.ts';

/**
 * The way of a demand, as docs/design.md draws it. The state is `{demandId, round}` and the answer just given; nothing
 * about people. An answer that no branch knows is a failure like any other, never a business answer.
 */
export function wayOfADemand(scope: Construct, steps: Steps): IChainable {
  const failed = new Fail(scope, 'Failed', {
    error: 'DemandFailed',
    cause: 'The ledger of the demand says why.',
  });
  // Only the name of the error goes on: its cause is a text of a library, and may quote data.
  const recordFailure = task(scope, 'Record failure', steps.recordFailure, {
    error: JsonPath.stringAt('$.failure.Error'),
  });
  recordFailure.addCatch(failed, { resultPath: '$.failure' }).next(failed);
  const caught = <T extends TaskStateBase | MapState | Parallel>(state: T): T => {
    state.addCatch(recordFailure, { errors: ['States.ALL'], resultPath: '$.failure' });
    return state;
  };
  const step = (name: string, fn: Steps['close']) => caught(task(scope, name, fn));
  const unknown = new Pass(scope, 'The answer is unknown', {
    result: Result.fromObject({ Error: 'UnknownAnswer' }),
    resultPath: '$.failure',
  });
  unknown.next(recordFailure);

  const freeze = (what: Frozen) =>
    task(scope, `Compile what is ${what}`, steps.compileScope, {
      freeze: what === 'kept' ? 'kept' : 'round',
    });
  const close = step('Close', steps.close);
  close.next(new Succeed(scope, 'Closed'));
  // What ends without a disclosure may be kept. When it ends must not tell how much there is, so that this comes after.
  const closeAndKeep = step('Close and keep', steps.close);
  closeAndKeep
    .next(caught(freeze('kept')))
    .next(caught(freezeWithinScope(scope, steps, 'kept')))
    .next(new Succeed(scope, 'Closed and kept'));
  const refuse = step('Refuse', steps.refuse);
  refuse.next(closeAndKeep);
  const sendElsewhere = step('Send elsewhere', steps.sendElsewhere);
  sendElsewhere.next(closeAndKeep);
  const preserve = step('Preserve', steps.preserve);
  preserve.next(closeAndKeep);

  const checkValidity = step('Check validity', steps.checkValidity);
  // Whoever decides can do so before all is frozen, and who filed does not learn from the wait how much that is. What was
  // approved is retrieved when the freezing has ended; one that was refused or clarified ends it within seconds.
  const awaitReview = caught(
    new Parallel(scope, 'Await review and freeze', { outputPath: '$[0]' })
      .branch(wait(scope, 'Await review', steps.awaitReview))
      .branch(freeze('demanded').next(freezeWithinScope(scope, steps, 'demanded'))),
  );
  const awaitRelease = caught(wait(scope, 'Await release', steps.awaitRelease));

  // An authority that gives none stops nothing: it is asked again when the package is to leave.
  // Nor does a function that fails, as for a certificate in the stage that is none: that rings.
  const timestamped = (name: string, next: State): IChainable =>
    steps.timestamp
      ? task(scope, name, steps.timestamp)
          .addCatch(next, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD })
          .next(next)
      : next;

  // A large package is sealed part by part.
  const seal = step('Seal disclosure', steps.seal);
  seal.next(
    new Choice(scope, 'Is any left to seal?')
      .when(isAnyLeft(), seal)
      .otherwise(timestamped('Timestamp the package', awaitRelease)),
  );
  // And so is a large harvest checked before.
  const checkHarvest = step('Check the harvest', steps.checkHarvest);
  checkHarvest.next(
    new Choice(scope, 'Is any left to check?').when(isAnyLeft(), checkHarvest).otherwise(seal),
  );
  const retrieve = step('Compile scope', steps.compileScope);
  retrieve.next(caught(retrieveWithinScope(scope, steps))).next(checkHarvest);
  const deliver = step('Deliver', steps.deliver);
  deliver.next(step('Plan notice', steps.planNotice)).next(close);

  awaitRelease.next(
    new Choice(scope, 'Was it released?')
      .when(decided('release'), timestamped('Timestamp before delivery', deliver))
      .when(decided('refuse'), refuse)
      .when(decided('withdraw'), close)
      .otherwise(unknown),
  );
  awaitReview.next(
    new Choice(scope, 'What was decided?')
      .when(decided('approve'), retrieve)
      .when(decided('refuse'), refuse)
      .when(decided('redirect'), sendElsewhere)
      .when(decided('recheck'), checkValidity)
      .when(decided('withdraw'), close)
      .otherwise(unknown),
  );
  checkValidity.next(
    new Choice(scope, 'What did the checks find?')
      .when(found('reject'), refuse)
      .when(found('redirect'), sendElsewhere)
      .when(found('preserve'), preserve)
      .when(Condition.or(...['accept', 'narrow', 'refer', 'hold', 'suspend'].map(found)), awaitReview)
      .otherwise(unknown),
  );
  // A demand that failed and was refused since; every other begins with its checks.
  return new Choice(scope, 'Was it refused when it had failed?')
    .when(Condition.and(Condition.isPresent('$.decision'), decided('refuse')), refuse)
    .otherwise(checkValidity);
}

const found = (outcome: string) => Condition.stringEquals('$.outcome', outcome);
const decided = (decision: string) => Condition.stringEquals('$.decision', decision);
