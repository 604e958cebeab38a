import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { hasHighS, isDer } from './canonical-signature.ts';
import { canonicalText } from './canonical-text.ts';
import type { Faults } from './faults.ts';
import { PackageFault } from './package-fault.ts';
import { PackagePredicate } from './package-predicate.ts';
import type { PackageZip } from './package-zip.ts';
import { isInUse, keyIdOf, type TrustedKey } from './trusted-key.ts';

export const ENVELOPE = 'statement.dsse.json';
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const Signature = z.strictObject({ keyid: z.string(), sig: z.string() });
/** Wider than what is good: what is wrong in it has a name of its own. */
const Envelope = z.strictObject({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.tuple([Signature], Signature),
});

const Statement = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(
    z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: z.string(), sha512: z.string() }) }),
  ),
  predicateType: z.enum([
    'https://due-process.example/disclosure/v3',
    'https://due-process.example/disclosure/v4',
  ]),
  predicate: PackagePredicate,
});
export type Statement = z.infer<typeof Statement>;

export type Signed = { statement: Statement; keyid: string; vouched: boolean };

/**
 * The statement, once its envelope has the one form that it can have and its signature is good. It is vouched for where
 * the key is one that the caller believes; the package's own copy only shows that it is whole.
 * @throws PackageFault where there is no statement to go on with
 */
export async function checkStatement(
  zip: PackageZip,
  keys: readonly TrustedKey[],
  faults: Faults,
): Promise<Signed> {
  const add = (rule: string, text: string) => faults.add({ rule, file: ENVELOPE, text });
  const text = textOf(await zip.bytes(ENVELOPE), 'envelope');
  const envelope = parsed(Envelope, text, 'envelope');
  if (canonicalText(envelope) !== text) add('envelope-canonical', 'the envelope is not canonical JSON alone');
  if (envelope.payloadType !== PAYLOAD_TYPE)
    add('envelope-type', 'the envelope says that it holds something else');
  const [{ keyid, sig }, ...more] = envelope.signatures;
  if (more.length > 0) add('envelope-signatures', 'the envelope has more than one signature');
  const [payload, signature] = [Buffer.from(envelope.payload, 'base64'), Buffer.from(sig, 'base64')];
  if (payload.toString('base64') !== envelope.payload)
    add('payload-base64', 'the payload is not base64 in its one form');
  if (signature.toString('base64') !== sig)
    add('signature-base64', 'the signature is not base64 in its one form');
  if (!isDer(signature)) add('signature-der', 'the signature is not in its one form of DER');
  if (hasHighS(signature))
    add('signature-high-s', 'the signature has the higher s, and could have the other');
  const own = textOf(await zip.bytes('signing-key.pem'), 'key');
  if (keyIdOf(own) !== keyid) add('key-copy', 'the copy of the key is not the key that signed');
  const known = keys.find((one) => one.keyid === keyid);
  if (keys.length > 0 && !known) add('key-unknown', 'it is signed with a key that is none of those given');
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `),
    payload,
  ]);
  if (!verify('sha256', signed, createPublicKey(known?.pem ?? own), signature))
    add('signature', 'the signature is not good');
  const said = textOf(payload, 'statement');
  const statement = parsed(Statement, said, 'statement');
  if (canonicalText(JSON.parse(said)) !== said)
    add('statement-canonical', 'the statement is not canonical JSON');
  if (!statement.predicateType.endsWith(`v${statement.predicate.format.slice(-1)}`))
    add('statement-format', 'the statement says two formats');
  if (known && !isInUse(known, statement.predicate.sealedAt))
    add('key-validity', 'it says that it was sealed when its key was not in use');
  return { statement, keyid, vouched: known !== undefined };
}

type What = 'envelope' | 'statement' | 'key';

function parsed<T>(schema: z.ZodMiniType<T>, text: string, what: What): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PackageFault(`the ${what} is no JSON`, { cause, rule: `${what}-json`, file: ENVELOPE });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new PackageFault(`the ${what} is of another form`, { rule: `${what}-form`, file: ENVELOPE });
}

function textOf(bytes: Buffer, what: What): string {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  throw new PackageFault(`the ${what} is no text in UTF-8`, { rule: `${what}-utf8` });
}
