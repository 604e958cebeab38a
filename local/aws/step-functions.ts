import type { Authorizer } from '../iam/authorizer.ts';
import { type Execution, statusOf } from '../states/execution.ts';
import type { Executions } from '../states/executions.ts';
import { LARGEST_STATE_DATA } from '../states/run-task.ts';
import type { TaskTokens } from '../states/task-tokens.ts';
import { asString, type JsonObject, optional, parseJson } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import type { AwsCall, Service } from './call.ts';
import { type JsonOperation, jsonService } from './json-service.ts';

type StatesOptions = {
  readonly executions: Executions;
  readonly tokens: TaskTokens;
  readonly machineArns: readonly string[];
  readonly authorizer: Authorizer;
};

const seconds = (milliseconds: number): number => milliseconds / 1000;

function description(execution: Execution): JsonObject {
  const { output, error, cause } = execution.end ?? {};
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: statusOf(execution),
    startDate: seconds(execution.startedAt),
    ...(execution.end === undefined ? {} : { stopDate: seconds(execution.end.at) }),
    input: execution.input,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}

export function statesService({ executions, tokens, machineArns, authorizer }: StatesOptions): Service {
  const text = (input: JsonObject, name: string): string => asString(input[name], name);
  const maybe = (input: JsonObject, name: string): string | undefined =>
    optional(input[name], name, asString);

  const require = (call: AwsCall, action: string, resource: string): void =>
    authorizer.require(call.principal, { action: `states:${action}`, resource, context: {} });

  /** The right to answer is a right on the machine; of an unknown token it is enough to have it on any. */
  const tokenOf = (call: AwsCall, action: string, input: JsonObject): string => {
    const token = text(input, 'taskToken');
    const machineArn = tokens.machineOf(token);
    const mayAny = machineArns.some(
      (resource) =>
        authorizer.decide(call.principal, { action: `states:${action}`, resource, context: {} }) ===
        'allowed',
    );
    if (machineArn !== undefined) require(call, action, machineArn);
    else if (!mayAny) require(call, action, machineArns[0] ?? '*');
    return token;
  };

  const StartExecution: JsonOperation = async (input, call) => {
    const machineArn = text(input, 'stateMachineArn');
    require(call, 'StartExecution', machineArn);
    const execution = await executions.start(machineArn, maybe(input, 'name'), maybe(input, 'input'));
    return { executionArn: execution.arn, startDate: seconds(execution.startedAt) };
  };

  const DescribeExecution: JsonOperation = (input, call) => {
    require(call, 'DescribeExecution', text(input, 'executionArn'));
    return description(executions.find(text(input, 'executionArn')));
  };

  const SendTaskSuccess: JsonOperation = (input, call) => {
    const token = tokenOf(call, 'SendTaskSuccess', input);
    const output = text(input, 'output');
    if (Buffer.byteLength(output) > LARGEST_STATE_DATA)
      throw new AwsError('InvalidOutput', 'Invalid Output: too long');
    let parsed: ReturnType<typeof parseJson>;
    try {
      parsed = parseJson(output, 'output');
    } catch {
      throw new AwsError('InvalidOutput', 'Invalid Output: not JSON');
    }
    tokens.succeed(token, parsed);
    return {};
  };

  const SendTaskFailure: JsonOperation = (input, call) => {
    tokens.fail(
      tokenOf(call, 'SendTaskFailure', input),
      maybe(input, 'error') ?? '',
      maybe(input, 'cause') ?? '',
    );
    return {};
  };

  const SendTaskHeartbeat: JsonOperation = (input, call) => {
    tokens.heartbeat(tokenOf(call, 'SendTaskHeartbeat', input));
    return {};
  };

  return jsonService('states', '1.0', {
    StartExecution,
    DescribeExecution,
    SendTaskSuccess,
    SendTaskFailure,
    SendTaskHeartbeat,
  });
}
