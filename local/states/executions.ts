import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import { startLongTimer } from '../clock/long-timer.ts';
import { JsonLines, readJsonLines } from '../state/json-lines.ts';
import { Turns } from '../state/turns.ts';
import { arn } from '../template/pseudo-parameters.ts';
import { type Execution, type ExecutionEnd, endRecord, replayExecution, startRecord } from './execution.ts';
import type { Run, RunResult } from './machine.ts';
import type { Machines } from './machines.ts';
import { LARGEST_STATE_DATA } from './run-task.ts';

/** The interpreter's timers end after 24.8 days. A run is begun anew before that, as it is after a restart. */
const RENEW_MS = 20 * 86_400_000;

/**
 * Every execution, kept over restarts. One that was running when the laptop died runs again from its beginning, with
 * its name, its input and the definition that it began with: steps are idempotent, and a step that was done finds its
 * own result.
 */
export class Executions {
  readonly #machines: Machines;
  readonly #journal: JsonLines;
  readonly #executions: Map<string, Execution>;
  readonly #runs = new Map<string, Run>();
  readonly #turns = new Turns();
  #stopped = false;

  private constructor(machines: Machines, journal: JsonLines, executions: Map<string, Execution>) {
    this.#machines = machines;
    this.#journal = journal;
    this.#executions = executions;
  }

  static async open(path: string, machines: Machines): Promise<Executions> {
    const executions = new Map<string, Execution>();
    await readJsonLines(path, (record) => replayExecution(executions, record));
    return new Executions(machines, await JsonLines.open(path), executions);
  }

  /** Picks up what was running. Returns how many. */
  resume(): number {
    const open = [...this.#executions.values()].filter(
      ({ end, machineArn, definition }) =>
        end === undefined && this.#machines.asBegun(machineArn, definition) !== undefined,
    );
    for (const execution of open) this.#run(execution);
    return open.length;
  }

  /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html: idempotent while open. One that cannot be written down is not started. */
  async start(machineArn: string, name: string = randomUUID(), input = '{}'): Promise<Execution> {
    const machine = this.#machines.byArn(machineArn);
    if (machine === undefined)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    if (!/^[^\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/u.test(name)) {
      throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
    }
    if (Buffer.byteLength(input) > LARGEST_STATE_DATA || !isJson(input)) {
      throw new AwsError('InvalidExecutionInput', 'Invalid State Machine Execution Input');
    }
    const executionArn = arn('states', `execution:${machine.name}:${name}`);
    return this.#turns.take(executionArn, async () => {
      const known = this.#executions.get(executionArn);
      if (known !== undefined) {
        if (known.end === undefined && known.input === input) return known;
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
      }
      const execution: Execution = {
        arn: executionArn,
        machineArn: machine.arn,
        definition: machine.id,
        name,
        input,
        startedAt: Date.now(),
        end: undefined,
      };
      await this.#journal.append(startRecord(execution));
      this.#executions.set(executionArn, execution);
      this.#run(execution);
      return execution;
    });
  }

  find(executionArn: string): Execution {
    const execution = this.#executions.get(executionArn);
    if (execution === undefined)
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return execution;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const run of this.#runs.values()) run.abandon();
    await this.#journal.close();
  }

  #run(execution: Execution): void {
    const machine = this.#machines.asBegun(execution.machineArn, execution.definition);
    if (machine === undefined || this.#stopped) return;
    const run = machine.run(execution);
    this.#runs.set(execution.arn, run);
    const stopClock =
      machine.timeoutSeconds === undefined
        ? () => {}
        : startLongTimer(execution.startedAt + machine.timeoutSeconds * 1000 - Date.now(), () => {
            void this.#close(execution, {
              status: 'TIMED_OUT',
              output: undefined,
              error: undefined,
              cause: undefined,
              at: Date.now(),
            });
          });
    // By the machine's clock, as the interpreter's timers are.
    const renewal = setTimeout(() => {
      run.abandon();
      this.#run(execution);
    }, RENEW_MS).unref();
    void run.result.then((result) => {
      stopClock();
      clearTimeout(renewal);
      return this.#settle(execution, result);
    });
  }

  async #settle(execution: Execution, result: RunResult): Promise<void> {
    if (result.kind === 'abandoned' || execution.end !== undefined || this.#stopped) return;
    const at = Date.now();
    await this.#close(
      execution,
      result.kind === 'succeeded'
        ? {
            status: 'SUCCEEDED',
            output: JSON.stringify(result.output),
            error: undefined,
            cause: undefined,
            at,
          }
        : { status: 'FAILED', output: undefined, error: result.error, cause: result.cause, at },
    );
  }

  async #close(execution: Execution, end: ExecutionEnd): Promise<void> {
    execution.end = end;
    this.#runs.get(execution.arn)?.abandon();
    this.#runs.delete(execution.arn);
    // Without this line it begins again after a restart, finds what it did, and comes to the same end.
    await this.#journal.append(endRecord(execution.arn, end)).catch((error: unknown) => {
      console.error(`laptop: the end of the execution ${execution.name} was not written down: ${error}`);
    });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
