import {
  Choice,
  Condition,
  Fail,
  JsonPath,
  Map as MapState,
  Succeed,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { isAnyLeft } from './is-any-left.ts';
import { readStep, type Steps } from './steps.ts';
import { task, wholeTask } from './task.ts';

/** Grants that are read at the same time: a demand of many accounts must not slow the provider's own traffic down. */
const AT_ONCE = 4;

/** What the states of one Map are called: each name is there once in the machine. */
type Names = { map: string; which: string; none: string; read: string; left: string; done: string };

const RETRIEVE: Names = {
  map: 'Retrieve within scope',
  which: 'Which service holds it?',
  none: 'No service of ours',
  read: 'Read',
  left: 'Is any left?',
  done: 'All is read',
};

/** The two times at which something is frozen: beside the wait for a review, and when a demand is closed and its data kept. */
export type Frozen = 'demanded' | 'kept';
const freezeNames = (what: Frozen): Names => ({
  map: `Freeze what is ${what}`,
  which: `Which service holds what is ${what}?`,
  none: `No service of ours holds what is ${what}`,
  read: what === 'kept' ? 'Keep' : 'Freeze',
  left: `Is any left that is ${what}?`,
  done: `All that is ${what} is frozen`,
});

/**
 * One pass per grant, and in a large scope per several of one service: a pass is called again until it has read them.
 * What a connector found stands beside the demand; the state after the Map is the state before it.
 * A pass that fails fails the Map, which stops the others and is caught as one.
 */
export const retrieveWithinScope = (scope: Construct, steps: Steps): MapState =>
  readEach(scope, steps, RETRIEVE);

/**
 * The same, to be kept. A pass that fails stops nothing: that something could not be frozen is told, and it is read as it is
 * when it is retrieved.
 */
export function freezeWithinScope(scope: Construct, steps: Steps, what: Frozen): MapState {
  const notFrozen = task(scope, `Record that what is ${what} was not frozen`, steps.recordFailure, {
    freeze: JsonPath.stringAt('$.freeze'),
    grant: JsonPath.numberAt('$.grant'),
    service: JsonPath.stringAt('$.service'),
    error: JsonPath.stringAt('$.failure.Error'),
  });
  const without = new Succeed(scope, `It goes on without what is ${what}`);
  // Whoever cannot tell of it rings by failing.
  notFrozen.addCatch(without, { errors: ['States.ALL'], resultPath: '$.failure' }).next(without);
  return readEach(scope, steps, freezeNames(what), (read) =>
    read.addCatch(notFrozen, { errors: ['States.ALL'], resultPath: '$.failure' }),
  );
}

function readEach(
  scope: Construct,
  steps: Steps,
  names: Names,
  each: (read: TaskStateBase) => void = () => {},
): MapState {
  const whichService = new Choice(scope, names.which).otherwise(
    new Fail(scope, names.none, { error: 'UnknownService' }),
  );
  const whatNext = new Choice(scope, names.left)
    .when(isAnyLeft(), whichService)
    .otherwise(new Succeed(scope, names.done));
  for (const service of SERVICE_NAMES) {
    const read = wholeTask(scope, `${names.read} ${service}`, steps[readStep(service)]);
    each(read);
    whichService.when(Condition.stringEquals('$.service', service), read.next(whatNext));
  }
  return new MapState(scope, names.map, {
    itemsPath: '$.grants',
    maxConcurrency: AT_ONCE,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(whichService);
}
