import type { Authorizer } from '../iam/authorizer.ts';
import { type Execution, statusOf } from '../states/execution.ts';
import type { Executions } from '../states/executions.ts';
import { LARGEST_STATE_DATA } from '../states/run-task.ts';
import type { TaskTokens } from '../states/task-tokens.ts';
import { asNumber, asString, type JsonObject, optional, parseJson } from '../template/json.ts';
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

const summary = (execution: Execution): JsonObject => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: statusOf(execution),
  startDate: seconds(execution.startedAt),
  ...(execution.end === undefined ? {} : { stopDate: seconds(execution.end.at) }),
});

function description(execution: Execution): JsonObject {
  const { output, error, cause } = execution.end ?? {};
  return {
    ...summary(execution),
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

  const ListExecutions: JsonOperation = (input, call) => {
    const machineArn = text(input, 'stateMachineArn');
    require(call, 'ListExecutions', machineArn);
    const most = optional(input.maxResults, 'maxResults', asNumber) || 100;
    const from = Number(maybe(input, 'nextToken') ?? 0);
    const all = executions.list(machineArn, maybe(input, 'statusFilter'));
    return {
      executions: all.slice(from, from + most).map(summary),
      ...(from + most < all.length ? { nextToken: String(from + most) } : {}),
    };
  };

  const StopExecution: JsonOperation = async (input, call) => {
    require(call, 'StopExecution', text(input, 'executionArn'));
    const { at } = await executions.abort(
      text(input, 'executionArn'),
      maybe(input, 'error'),
      maybe(input, 'cause'),
    );
    return { stopDate: seconds(at) };
  };

  const RedriveExecution: JsonOperation = async (input, call) => {
    require(call, 'RedriveExecution', text(input, 'executionArn'));
    return { redriveDate: seconds(await executions.redrive(text(input, 'executionArn'))) };
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
    ListExecutions,
    StopExecution,
    RedriveExecution,
    SendTaskSuccess,
    SendTaskFailure,
    SendTaskHeartbeat,
  });
}
