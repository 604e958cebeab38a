import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';

/** What laptop.json says of who may move its clock, and where. */
export const Movable = z.object({
  awsEndpoint: z.string(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  clockOffsetMs: z.number(),
});
const Moved = z.object({ now: z.string(), clockOffsetMs: z.number() });

/** The administrator's call: moves the clock, and answers when what was due by then is done. */
export async function moveClock(
  { awsEndpoint, region, credentials }: z.infer<typeof Movable>,
  clockOffsetMs: number,
  to: number,
): Promise<z.infer<typeof Moved>> {
  const body = JSON.stringify({ to: new Date(to).toISOString() });
  const signer = new SignatureV4({ credentials, region, service: 'laptop', sha256: Sha256 });
  const { hostname, host } = new URL(awsEndpoint);
  const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Laptop.MoveClock' };
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname, path: '/', query: {}, headers, body },
    { signingDate: new Date(Date.now() + clockOffsetMs) },
  );
  const answer = await fetch(awsEndpoint, { method: 'POST', headers: signed.headers, body });
  if (!answer.ok) throw new Error(`the clock was not moved: ${await answer.text()}`);
  return Moved.parse(await answer.json());
}

/** SHA-256 and its HMAC in the shape that the signing library takes. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
