import { Choice, Condition, Fail, JsonPath, Map as MapState } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { readStep, type Steps } from './steps.ts';
import { task } from './task.ts';

/** Grants that are read at the same time: a demand of many accounts must not slow the provider's own traffic down. */
const AT_ONCE = 4;

/**
 * One pass per grant. What a connector found stands beside the demand; the state after the Map is the state before it.
 * A pass that fails fails the Map, which stops the others and is caught as one.
 */
export function retrieveWithinScope(scope: Construct, steps: Steps): MapState {
  const grant = { grant: JsonPath.numberAt('$.grant'), service: JsonPath.stringAt('$.service') };
  const whichService = new Choice(scope, 'Which service holds it?').otherwise(
    new Fail(scope, 'No service of ours', { error: 'UnknownService' }),
  );
  for (const service of SERVICE_NAMES) {
    const read = task(scope, `Read ${service}`, steps[readStep(service)], grant);
    whichService.when(Condition.stringEquals('$.service', service), read);
  }
  return new MapState(scope, 'Retrieve within scope', {
    itemsPath: '$.grants',
    maxConcurrency: AT_ONCE,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(whichService);
}
