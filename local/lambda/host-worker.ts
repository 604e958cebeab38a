import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { moveDate } from '../clock/moved-date.ts';
import { offsetOf } from '../clock/shared-offset.ts';
import { requestOf } from './call-request.ts';
import { contextOf, describe, type Handler, loadHandler } from './instance.ts';
import type {
  AwsAnswer,
  AwsRequest,
  FromHost,
  HostSetup,
  InstanceMessage,
  InstanceSetup,
  ToHost,
  ToInstance,
} from './invocation.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/*
 * Runs bundles of functions in one thread, each instance with surroundings of its own, and plays the part of the Lambda
 * runtime for each: one event at a time, the context object, errors by the name that they carry.
 */

const { clock, endpoint }: HostSetup = workerData;
const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');

type Instance = {
  readonly send: (message: InstanceMessage) => void;
  readonly setup: InstanceSetup;
  readonly around: Surroundings;
  handler: Handler | undefined;
};

const instances = new Map<number, Instance>();
/** Whose code it is that runs. */
const running = new AsyncLocalStorage<Instance>();

const asked = new Map<number, (answer: AwsAnswer) => void>();
let calls = 0;

const ask = (request: AwsRequest): Promise<AwsAnswer> =>
  new Promise((resolve) => {
    const call = calls++;
    asked.set(call, resolve);
    port.postMessage({ call, request } satisfies FromHost);
  });

const request = requestOf(http.request, new URL(endpoint), ask);

/** What is written together is sent together. */
function writerOf(send: Instance['send']): (text: string) => void {
  let pending = '';
  return (text) => {
    if (pending === '')
      setImmediate(() => {
        send({ kind: 'wrote', text: pending });
        pending = '';
      });
    pending += text;
  };
}

async function open(number: number, { setup, bundle }: Extract<ToInstance, { kind: 'open' }>): Promise<void> {
  const send = (message: InstanceMessage): void =>
    port?.postMessage({ instance: number, message } satisfies FromHost);
  const exit = (code: number): void => {
    const errorMessage = `Runtime exited with error: exit status ${code}`;
    send({ kind: 'ended', error: { errorType: 'Runtime.ExitError', errorMessage, trace: [] } });
    around.close();
  };
  const around = surroundingsOf({ environment: setup.environment, write: writerOf(send), request, exit });
  const instance: Instance = { send, setup, around, handler: undefined };
  instances.set(number, instance);
  try {
    instance.handler = await running.run(instance, () => loadHandler(setup, bundle, around));
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'unloadable', error: describe(error) });
  }
}

async function invoke(instance: Instance, message: Extract<ToInstance, { kind: 'invoke' }>): Promise<void> {
  const { requestId } = message;
  try {
    const result = await running.run(instance, () =>
      instance.handler?.(JSON.parse(message.event), contextOf(instance.setup, message)),
    );
    instance.send({ kind: 'returned', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    instance.send({ kind: 'threw', requestId, error: describe(error) });
  }
}

// Before any bundle is loaded, which stays as it is: what it knows of time is what `Date` tells it.
moveDate(() => offsetOf(clock));

// What nobody caught ends the instance that threw it, as Lambda does, and nobody else's.
process.on('uncaughtException', (error) => {
  const instance = running.getStore();
  if (instance === undefined) throw error;
  instance.around.close();
  instance.send({ kind: 'ended', error: describe(error) });
});

port.on('message', (message: ToHost) => {
  if ('call' in message) {
    asked.get(message.call)?.(message.answer);
    asked.delete(message.call);
    return;
  }
  if (message.kind === 'open') void open(message.instance, message);
  const instance = instances.get(message.instance);
  if (instance === undefined) return;
  if (message.kind === 'invoke') void invoke(instance, message);
  else if (message.kind === 'close') {
    instances.delete(message.instance);
    instance.around.close();
    instance.send({ kind: 'closed' });
  }
});
