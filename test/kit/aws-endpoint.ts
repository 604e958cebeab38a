import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A call as it came over the wire. */
export type Sent = {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};
export type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

export type AwsEndpoint = {
  /** For the constructor of a client of the SDK: it asks here, and once only. */
  client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    logger: typeof QUIET;
  };
  /** What came since `answers` was called last. */
  sent: Sent[];
  /** What the next calls are answered with, in order; what comes after them gets a 501. */
  answers(...answers: Answer[]): void;
  stop(): Promise<void>;
};

/**
 * A server that stands for a service of AWS, so that the SDK's own client builds what is sent and reads what comes back.
 * @param respond answers every call by what it is, where a list of answers will not do
 */
export async function startAwsEndpoint(
  respond?: (sent: Sent) => Answer | Promise<Answer>,
): Promise<AwsEndpoint> {
  const sent: Sent[] = [];
  let script: Answer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://aws');
      const { method = '', headers } = request;
      const call = { method, path: pathname, query: searchParams, headers, body: Buffer.concat(chunks) };
      sent.push(call);
      const {
        status = 200,
        headers: answered = {},
        body,
      } = (await respond?.(call)) ?? script.shift() ?? UNEXPECTED;
      response.writeHead(status, answered).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    client: {
      endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      logger: QUIET,
    },
    sent,
    answers: (...answers) => {
      sent.length = 0;
      script = answers;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const UNEXPECTED: Answer = { status: 501 };
const silent = () => {};
const QUIET = { debug: silent, info: silent, warn: silent, error: silent };

/** An error of S3, as XML. */
export const s3Error = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>said by a test</Message></Error>`,
});

/** An answer of a service that speaks JSON: KMS, EventBridge, Step Functions. */
export const json = (body: object): Answer => ({
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/** An error of such a service. */
export const jsonError = (status: number, type: string): Answer => ({
  ...json({ __type: `com.amazonaws.service#${type}`, message: 'said by a test' }),
  status,
});

/** What a promise is rejected with; undefined when it is not. */
export const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

/** What a call said in JSON. */
export const saidIn = (call: Sent | undefined): unknown => JSON.parse(call?.body.toString('utf8') ?? 'null');
