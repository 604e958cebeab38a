import type { SharedOffset } from '../clock/shared-offset.ts';
import type { Json } from '../template/json.ts';

/** What a function's run came to, as Lambda reports it. */
export type Outcome =
  | { readonly ok: true; readonly payload: Json }
  | { readonly ok: false; readonly error: FunctionError };

/** The payload of a failed invocation. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
};

/** To the worker: one event, as the JSON that Lambda would hand over. */
export type InvocationMessage = {
  readonly requestId: string;
  readonly event: string;
  /** The function's ARN as it was called, with version or alias. */
  readonly invokedArn: string;
  readonly remainingMs: number;
};

/** From the worker. A payload is the JSON of what the handler returned. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unloadable'; readonly error: FunctionError }
  | { readonly kind: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'threw'; readonly requestId: string; readonly error: FunctionError };

/** What a worker is started with. */
export type WorkerSetup = {
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: string;
  readonly logGroupName: string;
  /** Of the laptop's clock. */
  readonly clock: SharedOffset;
};
