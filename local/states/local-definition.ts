import {
  asNumber,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
  optional,
} from '../template/json.ts';
import { Refused } from '../template/refused.ts';

/** How a Task state reaches its function. */
export type TaskSpec = {
  readonly kind: 'invoke' | 'invokeAndWait' | 'direct';
  /** Of a direct Lambda resource only. */
  readonly functionArn: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
};

export type LocalDefinition = {
  /** What the interpreter gets: the definition, rewritten where the two differ. */
  readonly definition: JsonObject;
  readonly tasks: ReadonlyMap<string, TaskSpec>;
  readonly timeoutSeconds: number | undefined;
};

/** Stands in a task's input where its own token goes; each try of each task gets a new one. */
export const TOKEN_PLACEHOLDER = '{{due-process.local/task-token}}';

/** As many seconds as setTimeout can keep. The interpreter's own default is a minute, that of AWS is 3 years. */
const LONGEST_SECONDS = 2_147_483;

const RESOURCES: Readonly<Record<string, TaskSpec['kind']>> = {
  'arn:aws:states:::lambda:invoke': 'invoke',
  'arn:aws:states:::lambda:invoke.waitForTaskToken': 'invokeAndWait',
};

const PATHS = ['InputPath', 'OutputPath', 'ResultPath'];
const TEMPLATES = ['Parameters', 'ItemSelector', 'ResultSelector'];
const NOT_PLAYED = [
  'Credentials',
  'HeartbeatSecondsPath',
  'ItemBatcher',
  'ItemReader',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
];

/**
 * The interpreter knows one context object for a whole run, and gives each turn of a Map its own `Execution`. So what
 * belongs to the run is moved to a name of its own, and what belongs to a state is written in.
 */
function inIntrinsic(expression: string, stateName: string): string {
  return expression
    .replaceAll('$$.Task.Token', `'${TOKEN_PLACEHOLDER}'`)
    .replaceAll('$$.State.Name', `'${stateName.replaceAll("'", "\\'")}'`)
    .replaceAll('$$.Execution', '$$$$.OuterExecution');
}

function rewriteTemplate(value: Json, stateName: string): Json {
  if (Array.isArray(value)) return value.map((one) => rewriteTemplate(one, stateName));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]): [string, Json] => {
      if (!key.endsWith('.$') || typeof one !== 'string') return [key, rewriteTemplate(one, stateName)];
      if (one === '$$.Task.Token') return [key.slice(0, -2), TOKEN_PLACEHOLDER];
      if (one === '$$.State.Name') return [key.slice(0, -2), stateName];
      if (one.startsWith('$$')) return [key, contextPath(one)];
      return [key, inIntrinsic(one, stateName)];
    }),
  );
}

const contextPath = (path: string): string => path.replace(/^\$\$\.Execution/, '$$$$.OuterExecution');

/** Choice rules and the like: every string that is a path into the context. */
function rewritePaths(value: Json): Json {
  if (typeof value === 'string') return contextPath(value);
  if (Array.isArray(value)) return value.map(rewritePaths);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewritePaths(one)]));
}

function taskSpec(name: string, state: JsonObject): TaskSpec {
  const resource = asString(state.Resource, `${name}.Resource`);
  const isDirect = resource.startsWith('arn:aws:lambda:');
  const kind = isDirect ? 'direct' : RESOURCES[resource];
  if (kind === undefined) throw new Refused([`the task resource ${resource} (state "${name}")`]);
  return {
    kind,
    functionArn: isDirect ? resource : undefined,
    timeoutSeconds: optional(state.TimeoutSeconds, `${name}.TimeoutSeconds`, asNumber),
    heartbeatSeconds: optional(state.HeartbeatSeconds, `${name}.HeartbeatSeconds`, asNumber),
  };
}

/** A ResultPath of `$` means the whole; the interpreter takes it for a field of that name. */
const isWhole = (path: Json | undefined): boolean => path === '$';

function checkState(name: string, state: JsonObject, insideMap: boolean): void {
  const reasons = NOT_PLAYED.filter((field) => state[field] !== undefined).map(
    (field) => `${field} (state "${name}")`,
  );
  if (state.QueryLanguage === 'JSONata') reasons.push(`JSONata (state "${name}")`);
  const processor = state.ItemProcessor;
  const config = isObject(processor) ? processor.ProcessorConfig : undefined;
  if (isObject(config) && config.Mode === 'DISTRIBUTED') reasons.push(`Distributed Map (state "${name}")`);
  if (state.Type === 'Wait' && Number(state.Seconds ?? 0) > LONGEST_SECONDS) {
    reasons.push(`a Wait of more than ${LONGEST_SECONDS} seconds (state "${name}")`);
  }
  const { ItemProcessor: _, Iterator: __, ItemSelector: ___, Parameters: parameters, ...rest } = state;
  const own = JSON.stringify(state.Type === 'Map' ? rest : { ...rest, parameters });
  if (insideMap && own.includes('$$.Map.'))
    reasons.push(`$$.Map inside a Map; pass it on with ItemSelector (state "${name}")`);
  if (reasons.length > 0) throw new Refused(reasons);
}

function rewriteState(
  name: string,
  state: JsonObject,
  tasks: Map<string, TaskSpec>,
  insideMap: boolean,
): JsonObject {
  checkState(name, state, insideMap);
  const local: JsonObject = {};
  for (const [field, value] of Object.entries(state)) {
    if (PATHS.includes(field)) {
      if (!isWhole(value)) local[field] = rewritePaths(value);
    } else if (TEMPLATES.includes(field)) local[field] = rewriteTemplate(value, name);
    else if (field === 'ItemProcessor' || field === 'Iterator')
      local[field] = rewriteMachine(asObject(value, field), tasks, true);
    else if (field === 'Branches' && Array.isArray(value)) {
      local[field] = value.map((branch) => rewriteMachine(asObject(branch, field), tasks, insideMap));
    } else if (field === 'Catch' && Array.isArray(value)) {
      local[field] = value.map((catcher) => {
        const { ResultPath: path, ...rest } = asObject(catcher, field);
        return path === undefined || isWhole(path) ? rest : { ...rest, ResultPath: path };
      });
    } else local[field] = rewritePaths(value);
  }
  if (state.Type === 'Task') {
    const spec = taskSpec(name, state);
    tasks.set(name, spec);
    delete local.HeartbeatSeconds;
    if (state.TimeoutSecondsPath === undefined) {
      local.TimeoutSeconds = Math.min(spec.timeoutSeconds ?? LONGEST_SECONDS, LONGEST_SECONDS);
    }
  }
  return local;
}

function rewriteMachine(machine: JsonObject, tasks: Map<string, TaskSpec>, insideMap: boolean): JsonObject {
  if (machine.QueryLanguage === 'JSONata') throw new Refused(['JSONata state machines']);
  const states = asObject(machine.States, 'States');
  return {
    StartAt: asString(machine.StartAt, 'StartAt'),
    States: Object.fromEntries(
      Object.entries(states).map(([name, state]) => [
        name,
        rewriteState(name, asObject(state, name), tasks, insideMap),
      ]),
    ),
  };
}

export function localDefinition(machine: JsonObject): LocalDefinition {
  const tasks = new Map<string, TaskSpec>();
  return {
    definition: rewriteMachine(machine, tasks, false),
    tasks,
    timeoutSeconds: optional(machine.TimeoutSeconds, 'TimeoutSeconds', asNumber),
  };
}
