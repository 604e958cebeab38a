import { startLongTimer } from '../clock/long-timer.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Outcome } from '../lambda/invocation.ts';
import { asObject, asString, isObject, type Json } from '../template/json.ts';
import { type TaskSpec, TOKEN_PLACEHOLDER } from './local-definition.ts';
import { TaskFailure } from './task-failure.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Input and output of a state, https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const LARGEST_STATE_DATA = 262_144;

export type TaskOptions = {
  readonly functions: Functions;
  readonly tokens: TaskTokens;
  readonly authorizer: Authorizer;
  readonly machineArn: string;
  readonly roleArn: string;
  /** Rejects when nobody wants the task's result any more. */
  readonly abandoned: Promise<never>;
};

function fill(value: Json, token: string): Json {
  if (typeof value === 'string') return value.replaceAll(TOKEN_PLACEHOLDER, token);
  if (Array.isArray(value)) return value.map((one) => fill(one, token));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, token)]));
}

function bounded(value: Json): Json {
  if (JSON.stringify(value).length > LARGEST_STATE_DATA) {
    throw new TaskFailure('States.DataLimitExceeded', 'The state has more than 262144 bytes of data.', {
      final: true,
    });
  }
  return value;
}

function payloadOf(outcome: Outcome): Json {
  if (outcome.ok) return outcome.payload;
  throw new TaskFailure(
    outcome.error.errorType,
    JSON.stringify({ ...outcome.error, trace: [...outcome.error.trace] }),
  );
}

/** Runs one try of a Task state, by whichever way it reaches its function. */
export async function runTask(spec: TaskSpec, input: Json, options: TaskOptions): Promise<Json> {
  bounded(input);
  if (spec.kind === 'direct') return bounded(await call(spec.functionArn ?? '', input, options));
  const { FunctionName: name, Payload: payload = {} } = asObject(input, 'Parameters');
  const functionName = asString(name, 'FunctionName');
  if (spec.kind === 'invokeAndWait') return bounded(await callAndWait(spec, functionName, payload, options));
  const result = await call(functionName, payload, options);
  return bounded({ ExecutedVersion: '$LATEST', Payload: result, StatusCode: 200 });
}

/** Calls a function with a token, and waits until somebody sends the token back. */
async function callAndWait(
  { heartbeatSeconds, timeoutSeconds }: TaskSpec,
  functionName: string,
  payload: Json,
  options: TaskOptions,
): Promise<Json> {
  const { token, result, close } = options.tokens.issue(options.machineArn, heartbeatSeconds);
  const failed = Promise.withResolvers<never>();
  // The interpreter's own timer goes by the machine's clock and ends before 25 days. This one ends the token, and the
  // state where that timer does not.
  const timeout = (): void => {
    close();
    failed.reject(new TaskFailure('States.Timeout', ''));
  };
  const stopTimer = timeoutSeconds === undefined ? () => {} : startLongTimer(timeoutSeconds * 1000, timeout);
  failed.promise.catch(() => {});
  call(functionName, fill(payload, token), options).catch(failed.reject);
  try {
    return await Promise.race([result, failed.promise, options.abandoned]);
  } finally {
    stopTimer();
    close();
  }
}

/** Calls a function as the state machine's role, which must be allowed to. */
async function call(
  functionName: string,
  payload: Json,
  { functions, authorizer, roleArn, abandoned }: TaskOptions,
): Promise<Json> {
  const arn = functions.arnOf(functionName);
  if (arn === undefined)
    throw new TaskFailure('Lambda.ResourceNotFoundException', `Function not found: ${functionName}`);
  const resource = functionName.startsWith('arn:') ? functionName : arn;
  const principal = {
    arn: roleArn,
    userId: roleArn,
    roleArn,
    sessionPolicy: undefined,
    tags: {},
    sourceIdentity: undefined,
    chained: true,
  };
  const request = { action: 'lambda:InvokeFunction', resource, context: {} };
  if (authorizer.decide(principal, request) !== 'allowed') {
    throw new TaskFailure(
      'Lambda.AWSLambdaException',
      `User: ${roleArn} is not authorized to perform: lambda:InvokeFunction on resource: ${resource}`,
    );
  }
  return payloadOf(await Promise.race([functions.invoke(functionName, payload), abandoned]));
}
