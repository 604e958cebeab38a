import {
  Choice,
  Condition,
  Fail,
  JsonPath,
  Map as MapState,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Service } from '../../functions/provider/services.ts';
import type { Steps } from './steps.ts';
import { task } from './task.ts';

/** Grants that are read at the same time: a demand of many accounts must not slow the provider's own traffic down. */
const AT_ONCE = 4;

/**
 * One pass per grant. What a connector found stands beside the demand; the state after the Map is the state before it.
 * A pass that fails fails the Map, which stops the others and is caught as one.
 */
export function retrieveWithinScope(scope: Construct, steps: Steps): MapState {
  const grant = { grant: JsonPath.numberAt('$.grant'), service: JsonPath.stringAt('$.service') };
  const connector = (name: string, fn: Steps[keyof Steps]) => task(scope, name, fn, grant);
  // A service without a state does not compile.
  const connectors: Record<Service, TaskStateBase> = {
    mail: connector('Read mail', steps.readMail),
    messages: connector('Read messages', steps.readMessages),
    calls: connector('Read calls', steps.readCalls),
    files: connector('Read files', steps.readFiles),
    subscribers: connector('Read the directory', steps.readSubscribers),
    sessions: connector('Read sessions', steps.readSessions),
  };
  const whichService = new Choice(scope, 'Which service holds it?').otherwise(
    new Fail(scope, 'No service of ours', { error: 'UnknownService' }),
  );
  for (const [service, read] of Object.entries(connectors))
    whichService.when(Condition.stringEquals('$.service', service), read);
  return new MapState(scope, 'Retrieve within scope', {
    itemsPath: '$.grants',
    maxConcurrency: AT_ONCE,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(whichService);
}
