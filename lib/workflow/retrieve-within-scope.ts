import { Choice, Condition, Fail, JsonPath, Map as MapState, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { readStep, type Steps } from './steps.ts';
import { wholeTask } from './task.ts';

/** Grants that are read at the same time: a demand of many accounts must not slow the provider's own traffic down. */
const AT_ONCE = 4;

/**
 * One pass per grant, and in a large scope per several of one service: a pass is called again until it has read them.
 * What a connector found stands beside the demand; the state after the Map is the state before it.
 * A pass that fails fails the Map, which stops the others and is caught as one.
 */
export function retrieveWithinScope(scope: Construct, steps: Steps): MapState {
  const whichService = new Choice(scope, 'Which service holds it?').otherwise(
    new Fail(scope, 'No service of ours', { error: 'UnknownService' }),
  );
  const isAnyLeft = new Choice(scope, 'Is any left?')
    .when(Condition.and(Condition.isPresent('$.left'), Condition.booleanEquals('$.left', true)), whichService)
    .otherwise(new Succeed(scope, 'All is read'));
  for (const service of SERVICE_NAMES) {
    const read = wholeTask(scope, `Read ${service}`, steps[readStep(service)]);
    whichService.when(Condition.stringEquals('$.service', service), read.next(isAnyLeft));
  }
  return new MapState(scope, 'Retrieve within scope', {
    itemsPath: '$.grants',
    maxConcurrency: AT_ONCE,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(whichService);
}
