import { StateMachine } from 'aws-local-stepfunctions';
import type { Meter } from '../meter.ts';
import { asObject, asString, isObject, type Json, type JsonObject, parseJson } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource } from '../template/stack-model.ts';
import type { Execution } from './execution.ts';
import { type LocalDefinition, localDefinition } from './local-definition.ts';
import { runTask, type TaskOptions } from './run-task.ts';
import { TaskFailure } from './task-failure.ts';

export type RunResult =
  | { readonly kind: 'succeeded'; readonly output: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string }
  | { readonly kind: 'abandoned' };

export type Run = {
  readonly result: Promise<RunResult>;
  /** Stops following the definition. What a function is doing now, it finishes; its result goes nowhere. */
  readonly abandon: () => void;
};

type TaskContext = Omit<TaskOptions, 'machineArn' | 'roleArn' | 'abandoned'> & { readonly meter: Meter };

function definitionOf({ properties, logicalId }: PlayedResource): Json {
  const text = properties.DefinitionString;
  const substitutions = asObject(properties.DefinitionSubstitutions ?? {}, 'DefinitionSubstitutions');
  if (typeof text !== 'string') return properties.Definition ?? null;
  const filled = text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = substitutions[name];
    return value === undefined ? whole : String(value);
  });
  return parseJson(filled, `${logicalId}.DefinitionString`);
}

/** What an execution needs of its machine, as it was when the execution began. */
export type MachineSpec = {
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: JsonObject;
};

export function machineSpec(resource: PlayedResource): MachineSpec {
  const { properties, logicalId, arn } = resource;
  if (properties.StateMachineType === 'EXPRESS')
    throw new Refused([`an express state machine (${logicalId})`]);
  return {
    arn,
    roleArn: asString(properties.RoleArn, 'RoleArn'),
    definition: asObject(definitionOf(resource), logicalId),
  };
}

/** One definition of one state machine, on the embedded interpreter. */
export class Machine {
  readonly arn: string;
  readonly name: string;
  /** Of the definition. */
  readonly id: string;
  readonly timeoutSeconds: number | undefined;
  readonly #roleArn: string;
  readonly #local: LocalDefinition;
  readonly #interpreter: StateMachine;
  readonly #context: TaskContext;

  constructor({ arn, roleArn, definition, id }: MachineSpec & { readonly id: string }, context: TaskContext) {
    this.arn = arn;
    this.name = arn.split(':').at(-1) ?? arn;
    this.id = id;
    this.#roleArn = roleArn;
    this.#local = localDefinition(definition);
    this.timeoutSeconds = this.#local.timeoutSeconds;
    this.#context = context;
    // What is rewritten is no longer quite the States Language, so the original is what gets validated.
    new StateMachine(parse(definition), { validationOptions: { checkArn: false } });
    this.#interpreter = new StateMachine(parse(this.#local.definition), {
      validationOptions: { noValidate: true },
    });
  }

  run(execution: Execution): Run {
    let abandoned = false;
    // Ends every task that the interpreter waits for, or its timers would outlive the run.
    const end = Promise.withResolvers<never>();
    end.promise.catch(() => {});
    const options: TaskOptions = {
      ...this.#context,
      machineArn: this.arn,
      roleArn: this.#roleArn,
      abandoned: end.promise,
    };
    const handlers = [...this.#local.tasks].map(([state, spec]) => [
      state,
      (input: Json) => (abandoned ? end.promise : runTask(spec, input, options)),
    ]);
    const input = parseJson(execution.input, 'input');
    const startTime = new Date(execution.startedAt).toISOString();
    const { result, abort, eventLogs } = this.#interpreter.run(input, {
      noThrowOnAbort: true,
      overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
      context: {
        OuterExecution: {
          Id: execution.arn,
          Input: input,
          Name: execution.name,
          RoleArn: this.#roleArn,
          StartTime: startTime,
          RedriveCount: 0,
        },
        StateMachine: { Id: this.arn, Name: this.name },
        State: {
          get EnteredTime(): string {
            return new Date().toISOString();
          },
          RetryCount: 0,
        },
      },
    });
    void this.#countTransitions(eventLogs);
    return {
      result: result.then(
        (output): RunResult => (abandoned ? { kind: 'abandoned' } : { kind: 'succeeded', output }),
        (error: unknown): RunResult => (abandoned ? { kind: 'abandoned' } : failureOf(error)),
      ),
      abandon: () => {
        abandoned = true;
        abort();
        end.reject(new TaskFailure('States.Abandoned', '', { final: true }));
      },
    };
  }

  async #countTransitions(events: AsyncIterable<{ type: string }>): Promise<void> {
    for await (const { type } of events) {
      if (type === 'StateEntered' || type === 'StateRetried') this.#context.meter.count('stateTransitions');
    }
  }
}

/** The interpreter wraps what a state threw. */
function failureOf(thrown: unknown): RunResult {
  const error = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return error instanceof Error
    ? { kind: 'failed', error: error.name, cause: error.message }
    : { kind: 'failed', error: 'States.Runtime', cause: String(error) };
}

type Definition = ConstructorParameters<typeof StateMachine>[0];

/** The library's own validator decides whether a definition is one; the type says no more than that it has states. */
function parse(definition: Json): Definition {
  const isDefinition = (value: unknown): value is Definition =>
    isObject(definition) && isObject(definition.States) && value === definition;
  if (!isDefinition(definition)) throw new Refused(['a state machine without States']);
  return definition;
}
