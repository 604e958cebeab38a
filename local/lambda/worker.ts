import { parentPort, workerData } from 'node:worker_threads';
import { moveDate } from '../clock/moved-date.ts';
import { offsetOf } from '../clock/shared-offset.ts';
import type { FunctionError, InvocationMessage, WorkerMessage, WorkerSetup } from './invocation.ts';

/*
 * Runs one function's bundle in a thread of its own, with an environment of its own, and plays the part of the Lambda
 * runtime: one event at a time, the context object, errors by the name that they carry.
 */

const setup: WorkerSetup = workerData;
const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');

const send = (message: WorkerMessage): void => port.postMessage(message);

function describe(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: 'Error', errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

type Handler = (event: unknown, context: unknown) => unknown;

async function load(): Promise<Handler> {
  const loaded: Record<string, unknown> = await import(setup.moduleUrl);
  // A CommonJS bundle's exports arrive as the default export.
  const home = setup.exportName in loaded ? loaded : loaded.default;
  const handler: unknown =
    typeof home === 'object' && home !== null ? Reflect.get(home, setup.exportName) : undefined;
  if (typeof handler !== 'function') {
    const error = new Error(`${setup.exportName} is undefined or not exported`);
    error.name = 'Runtime.HandlerNotFound';
    throw error;
  }
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

const contextOf = (
  { requestId, invokedArn, remainingMs }: InvocationMessage,
  began = performance.now(),
): object => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: setup.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: invokedArn,
  logGroupName: setup.logGroupName,
  logStreamName: 'local',
  memoryLimitInMB: setup.memoryMb,
  getRemainingTimeInMillis: () => Math.max(0, remainingMs - (performance.now() - began)),
});

async function invoke(handler: Handler, message: InvocationMessage): Promise<void> {
  const { requestId } = message;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    send({ kind: 'returned', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ kind: 'threw', requestId, error: describe(error) });
  }
}

// Before the bundle is loaded, which stays as it is: what it knows of time is what `Date` tells it.
moveDate(() => offsetOf(setup.clock));

try {
  const handler = await load();
  port.on('message', (message: InvocationMessage) => void invoke(handler, message));
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'unloadable', error: describe(error) });
}
