import type { SharedOffset } from '../clock/shared-offset.ts';
import type { Json } from '../template/json.ts';
import type { TranslatedBundle } from './translated-bundle.ts';

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

/** What an instance of a function is made of. */
export type InstanceSetup = {
  readonly modulePath: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: string;
  readonly logGroupName: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** One event, as the JSON that Lambda would hand over. */
export type InvocationMessage = {
  readonly requestId: string;
  readonly event: string;
  /** The function's ARN as it was called, with version or alias. */
  readonly invokedArn: string;
  readonly remainingMs: number;
};

/** To a host, of one of its instances, by number. A bundle without translation has the host to itself. */
export type ToInstance = { readonly instance: number } & (
  | {
      readonly kind: 'open';
      readonly setup: InstanceSetup;
      readonly bundle: TranslatedBundle | undefined;
    }
  | ({ readonly kind: 'invoke' } & InvocationMessage)
  | { readonly kind: 'close' }
);

export type ToHost = ToInstance | { readonly call: number; readonly answer: AwsAnswer };

/** From an instance. A payload is the JSON of what the handler returned. */
export type InstanceMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unloadable'; readonly error: FunctionError }
  | { readonly kind: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'threw'; readonly requestId: string; readonly error: FunctionError }
  /** It ended its process, or nobody caught what it threw. */
  | { readonly kind: 'ended'; readonly error: FunctionError }
  | { readonly kind: 'wrote'; readonly text: string }
  | { readonly kind: 'closed' };

/** A call of the laptop's AWS, signed as it would go over the wire. */
export type AwsRequest = {
  readonly method: string;
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

export type AwsAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
};

export type FromHost =
  | { readonly instance: number; readonly message: InstanceMessage }
  | { readonly call: number; readonly request: AwsRequest };

/** What a host is started with. */
export type HostSetup = {
  /** Of the laptop's clock. */
  readonly clock: SharedOffset;
  /** Of the laptop's AWS. */
  readonly endpoint: string;
};
