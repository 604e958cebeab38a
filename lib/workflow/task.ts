import { Duration } from 'aws-cdk-lib';
import { IntegrationPattern, JsonPath, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { DueFunction } from '../shared/due-function.ts';
import { ANOTHER_TRY_MAY_HELP, LAMBDA_IS_BUSY, notRunToItsEnd } from './retries.ts';

/** What Lambda gives a function that names no timeout. */
const LAMBDA_DEFAULT = Duration.seconds(3);
const IDS = { demandId: JsonPath.stringAt('$.demandId'), round: JsonPath.numberAt('$.round') };

/** A state that is a function. What it returns is the whole state after it. */
export function task(scope: Construct, name: string, fn: DueFunction, also: Record<string, unknown> = {}) {
  return invoke(scope, name, fn, TaskInput.fromObject({ ...IDS, ...also }));
}

/** The same, which is given the whole state before it. */
export function wholeTask(scope: Construct, name: string, fn: DueFunction) {
  return invoke(scope, name, fn, TaskInput.fromJsonPathAt('$'));
}

function invoke(scope: Construct, name: string, fn: DueFunction, payload: TaskInput) {
  const state = new LambdaInvoke(scope, name, {
    lambdaFunction: fn.live,
    payload,
    outputPath: '$.Payload',
    retryOnServiceExceptions: false,
  });
  return triedAgain(state, fn);
}

/**
 * A state that waits for a person: the function keeps the token, and whoever decides answers it with the whole state
 * after it. No timeout: nothing is decided by the passing of time.
 */
export function wait(scope: Construct, name: string, fn: DueFunction) {
  const state = new LambdaInvoke(scope, name, {
    lambdaFunction: fn.live,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ ...IDS, token: JsonPath.taskToken }),
    retryOnServiceExceptions: false,
  });
  return triedAgain(state, fn);
}

function triedAgain(state: LambdaInvoke, { lambda }: DueFunction): LambdaInvoke {
  for (const retry of [
    LAMBDA_IS_BUSY,
    ANOTHER_TRY_MAY_HELP,
    notRunToItsEnd(lambda.timeout ?? LAMBDA_DEFAULT),
  ])
    state.addRetry(retry);
  return state;
}
