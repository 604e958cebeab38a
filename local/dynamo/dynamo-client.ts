import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { asObject, type JsonObject, parseJson } from '../template/json.ts';

export type RawReply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export class DynamoFailure extends Error {
  override readonly name = 'DynamoFailure';
  readonly code: string;

  constructor(operation: string, body: string) {
    super(`${operation}: ${body}`);
    this.code = /#(\w+)"/.exec(body)?.[1] ?? 'Unknown';
  }
}

/** The engine wants a signature to be there and does not check it: the laptop has done so before. */
const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=laptop/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Speaks to the engine, without the SDK: bodies pass through as they are. */
export class DynamoClient {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(url: URL) {
    this.#url = url;
  }

  raw(target: string, body: Buffer | string): Promise<RawReply> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.#url,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            authorization: SIGNATURE,
            'content-length': Buffer.byteLength(body),
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-date': '20260101T000000Z',
            'x-amz-target': target,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  async call(target: string, input: JsonObject): Promise<JsonObject> {
    const { status, body } = await this.raw(target, JSON.stringify(input));
    const text = body.toString('utf8');
    if (status !== 200) throw new DynamoFailure(target, text);
    return asObject(parseJson(text, target), target);
  }

  close(): void {
    this.#agent.destroy();
  }
}
