import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../aws/call.ts';
import type { CredentialStore } from '../aws/credentials.ts';
import type { SharedOffset } from '../clock/shared-offset.ts';
import type { Queue } from '../events/queues.ts';
import type { Meter } from '../meter.ts';
import type { Assembly } from '../template/assembly.ts';
import {
  asNumber,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
  optional,
} from '../template/json.ts';
import { REGION } from '../template/pseudo-parameters.ts';
import { Refused } from '../template/refused.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { trimCompileCache } from './compile-cache.ts';
import { FunctionLog } from './function-log.ts';
import { FunctionPool, type FunctionSpec } from './function-pool.ts';
import { Hosts } from './host.ts';
import type { Outcome } from './invocation.ts';

type FunctionsOptions = {
  readonly stack: StackModel;
  readonly assetPath: Assembly['assetPath'];
  readonly store: CredentialStore;
  readonly endpoint: string;
  /** What is at that endpoint. */
  readonly answer: Answer;
  readonly logs: string;
  readonly clock: SharedOffset;
  readonly meter: Meter;
  readonly queues: ReadonlyMap<string, Queue>;
  /** Hears how far something large is. */
  readonly tell?: (line: string) => void;
  /** Turns addresses of AWS into those of the laptop. */
  readonly localAddress: (text: string) => string;
};

/** How an asynchronous invocation goes on after it failed. Lambda waits minutes; a laptop has no patience for that. */
const RETRY_DELAYS_MS = [1000, 2000];

/** Streams bring what was written within this time. */
const QUIET_MS = 400;
const LOOK_MS = 50;
const PATIENCE_MS = 120_000;

type Asynchronous = {
  readonly retries: number;
  readonly onFailure: string | undefined;
};

/** `index.handler` of a folder: the module may be ESM or CommonJS. */
function moduleOf(
  folder: string,
  handler: string,
  logicalId: string,
): { modulePath: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  const [path, exportName] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(folder, `${path}${extension}`))
    .find(existsSync);
  if (file === undefined)
    throw new Refused([`the handler ${handler} (${logicalId}): no such file in ${folder}`]);
  return { modulePath: file, exportName };
}

function environmentOf(
  { properties }: PlayedResource,
  localAddress: (text: string) => string,
): Record<string, string> {
  const environment = properties.Environment;
  const variables = isObject(environment) ? asObject(environment.Variables ?? {}, 'Variables') : {};
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, localAddress(String(value))]),
  );
}

function specOf(resource: PlayedResource, options: FunctionsOptions): FunctionSpec {
  const { properties, ref: functionName, arn, logicalId } = resource;
  const runtime = optional(properties.Runtime, 'Runtime', asString) ?? 'a container image';
  if (!runtime.startsWith('nodejs')) throw new Refused([`the runtime ${runtime} (${logicalId})`]);
  const key = optional(asObject(properties.Code, 'Code').S3Key, 'S3Key', asString);
  if (key === undefined) throw new Refused([`code that is not an asset (${logicalId})`]);
  const folder = options.assetPath(key);
  const memoryMb = optional(properties.MemorySize, 'MemorySize', asNumber) ?? 128;
  const { modulePath, exportName } = moduleOf(folder, asString(properties.Handler, 'Handler'), logicalId);
  const credentials = options.store.forRole(asString(properties.Role, 'Role'), functionName);
  const reserved =
    optional(properties.ReservedConcurrentExecutions, 'Reserved', asNumber) ?? Number.POSITIVE_INFINITY;
  return {
    setup: {
      modulePath,
      exportName,
      functionName,
      functionArn: arn,
      memoryMb: String(memoryMb),
      logGroupName: `/aws/lambda/${functionName}`,
      environment: {
        ...environmentOf(resource, options.localAddress),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
        AWS_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        AWS_ENDPOINT_URL: options.endpoint,
        // The developer's own profiles must not leak into a function.
        AWS_CONFIG_FILE: '/nonexistent',
        AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
        AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        AWS_LAMBDA_FUNCTION_NAME: functionName,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
        AWS_LAMBDA_LOG_STREAM_NAME: 'local',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        LAMBDA_TASK_ROOT: folder,
        TZ: ':UTC',
      },
    },
    memoryMb,
    timeoutSeconds: optional(properties.Timeout, 'Timeout', asNumber) ?? 3,
    mostInstances: Math.max(1, Math.min(reserved, availableParallelism() + 1, 4)),
  };
}

/** The functions of the stacks. An ARN may carry a version or an alias that the template has; there is one version of each. */
export class Functions {
  readonly #hosts: Hosts;
  readonly #pools = new Map<string, FunctionPool>();
  /** Versions and aliases, by ARN. */
  readonly #qualified: ReadonlySet<string>;
  readonly #asynchronous = new Map<string, Asynchronous>();
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #underWay = new Set<Promise<void>>();
  #stopped = false;

  constructor(options: FunctionsOptions) {
    trimCompileCache();
    this.#hosts = new Hosts({
      setup: { clock: options.clock, endpoint: options.endpoint },
      answer: options.answer,
    });
    this.#queues = options.queues;
    this.#qualified = new Set(
      options.stack.byType('AWS::Lambda::Version', 'AWS::Lambda::Alias').map(({ ref }) => ref),
    );
    for (const resource of options.stack.byType('AWS::Lambda::Function')) {
      const log = new FunctionLog(join(options.logs, `${resource.logicalId}.log`), options.tell);
      const pool = new FunctionPool(specOf(resource, options), this.#hosts, log, options.meter);
      this.#pools.set(resource.ref, pool);
      const letter = resource.properties.DeadLetterConfig;
      const onFailure = isObject(letter) ? optional(letter.TargetArn, 'TargetArn', asString) : undefined;
      this.#asynchronous.set(resource.ref, { retries: 2, onFailure });
    }
    for (const { properties } of options.stack.byType('AWS::Lambda::EventInvokeConfig')) {
      const name = functionName(asString(properties.FunctionName, 'FunctionName'));
      const known = this.#asynchronous.get(name);
      const destination = failureDestination(properties.DestinationConfig);
      this.#asynchronous.set(name, {
        retries: optional(properties.MaximumRetryAttempts, 'MaximumRetryAttempts', asNumber) ?? 2,
        onFailure: destination ?? known?.onFailure,
      });
    }
  }

  has(nameOrArn: string): boolean {
    return this.#poolOf(nameOrArn) !== undefined;
  }

  arnOf(nameOrArn: string): string | undefined {
    const functionArn = this.#poolOf(nameOrArn)?.spec.setup.functionArn;
    const qualifier = qualifierOf(nameOrArn);
    return qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`;
  }

  /** Runs the function and waits for it. */
  async invoke(nameOrArn: string, event: Json): Promise<Outcome> {
    const pool = this.#poolOf(nameOrArn);
    if (pool === undefined) throw new Refused([`the function ${nameOrArn}`]);
    return pool.invoke(event, this.arnOf(nameOrArn));
  }

  /** Runs the function without waiting: retried when it fails, then sent where failures go. */
  invokeLater(nameOrArn: string, event: Json): void {
    const work = this.#invokeWithRetries(nameOrArn, event).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #invokeWithRetries(nameOrArn: string, event: Json): Promise<void> {
    const { retries, onFailure } = this.#asynchronous.get(functionName(nameOrArn)) ?? {
      retries: 0,
      onFailure: undefined,
    };
    for (let attempt = 0; !this.#stopped; attempt += 1) {
      const outcome = await this.invoke(nameOrArn, event);
      if (outcome.ok) return;
      if (attempt >= retries) {
        const { errorType, errorMessage } = outcome.error;
        await this.#queues.get(onFailure ?? '')?.send(
          JSON.stringify({
            requestPayload: event,
            responsePayload: { errorType, errorMessage },
            requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: attempt + 1 },
          }),
        );
        return;
      }
      await sleep(RETRY_DELAYS_MS[attempt] ?? 2000, undefined, { ref: false });
    }
  }

  /** Resolves when none has run for a while, or at the latest after some time. */
  async idle(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let quiet = 0; quiet < QUIET_MS && performance.now() < deadline; ) {
      await sleep(LOOK_MS);
      const isIdle = this.#underWay.size === 0 && [...this.#pools.values()].every((pool) => pool.isIdle);
      quiet = isIdle ? quiet + LOOK_MS : 0;
    }
  }

  #poolOf(nameOrArn: string): FunctionPool | undefined {
    const pool = this.#pools.get(functionName(nameOrArn));
    const qualifier = qualifierOf(nameOrArn);
    if (pool === undefined || qualifier === undefined || qualifier === '$LATEST') return pool;
    return this.#qualified.has(`${pool.spec.setup.functionArn}:${qualifier}`) ? pool : undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const pool of this.#pools.values()) pool.stop();
    await this.#hosts.stop();
  }
}

/** From a name, an ARN, or an ARN with a version or an alias. */
export const functionName = (nameOrArn: string): string =>
  (nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[6] : nameOrArn.split(':')[0]) ?? nameOrArn;

const qualifierOf = (nameOrArn: string): string | undefined =>
  nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[7] : nameOrArn.split(':')[1];

const failureDestination = (config: Json | undefined): string | undefined => {
  const onFailure: JsonObject | Json | undefined = isObject(config) ? config.OnFailure : undefined;
  return isObject(onFailure) ? optional(onFailure.Destination, 'Destination', asString) : undefined;
};
