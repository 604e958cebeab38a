import { asNumber, asString, type JsonObject, optional } from '../template/json.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';

export type ExecutionEnd = {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
};

export type Execution = {
  readonly arn: string;
  readonly machineArn: string;
  /** Which definition it runs by; undefined in journals from before that was written down. */
  readonly definition: string | undefined;
  readonly name: string;
  readonly input: string;
  readonly startedAt: number;
  end: ExecutionEnd | undefined;
};

export const statusOf = ({ end }: Execution): ExecutionStatus => end?.status ?? 'RUNNING';

const STATUSES: readonly ExecutionEnd['status'][] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT'];

export const startRecord = ({
  arn,
  machineArn,
  definition,
  name,
  input,
  startedAt,
}: Execution): JsonObject => ({
  start: arn,
  machine: machineArn,
  ...(definition === undefined ? {} : { definition }),
  name,
  input,
  at: startedAt,
});

export const endRecord = (arn: string, { status, output, error, cause, at }: ExecutionEnd): JsonObject => ({
  end: arn,
  status,
  output: output ?? null,
  error: error ?? null,
  cause: cause ?? null,
  at,
});

/** Applies one line of the journal to what is known so far. */
export function replayExecution(executions: Map<string, Execution>, record: JsonObject): void {
  const started = optional(record.start, 'start', asString);
  if (started !== undefined) {
    executions.set(started, {
      arn: started,
      machineArn: asString(record.machine, 'machine'),
      definition: optional(record.definition, 'definition', asString),
      name: asString(record.name, 'name'),
      input: asString(record.input, 'input'),
      startedAt: asNumber(record.at, 'at'),
      end: undefined,
    });
    return;
  }
  const execution = executions.get(asString(record.end, 'end'));
  const status = STATUSES.find((one) => one === record.status);
  if (execution === undefined || status === undefined) return;
  execution.end = {
    status,
    output: optional(record.output, 'output', asString),
    error: optional(record.error, 'error', asString),
    cause: optional(record.cause, 'cause', asString),
    at: asNumber(record.at, 'at'),
  };
}
