import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Principal } from './credentials.ts';

/** A request as it came, over the wire or from a host of functions. */
export type WireRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/** A request whose signature was verified. */
export type AwsCall = {
  readonly principal: Principal;
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type AwsReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | Buffer | Readable | undefined;
};

/** Answers a request with its body, whatever it is; what is wrong with it is in the answer. */
export type Answer = (request: WireRequest, body: Buffer) => Promise<AwsReply>;

export type Service = (call: AwsCall) => Promise<AwsReply>;

export const header = (call: AwsCall, name: string): string | undefined => {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};
