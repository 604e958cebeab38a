import { createHash, sign } from 'node:crypto';
import type { Authorizer } from '../../iam/authorizer.ts';
import type { RequestContext } from '../../iam/conditions.ts';
import type { Meter } from '../../meter.ts';
import { asString, type JsonObject, strings } from '../../template/json.ts';
import { AwsError, validation } from '../aws-error.ts';
import type { AwsCall, Service } from '../call.ts';
import { jsonService } from '../json-service.ts';
import type { Key, SigningKey, SigningSpec } from './key-ring.ts';
import { signDigest } from './sign-digest.ts';

const LONGEST_MESSAGE = 4096;

/** The one algorithm that is played of each key spec. */
const ALGORITHMS: Readonly<Record<SigningSpec, string>> = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_EDWARDS25519: 'ED25519_SHA_512',
};

function contextOf(input: JsonObject): RequestContext {
  const context: Record<string, string[]> = {};
  for (const name of ['SigningAlgorithm', 'MessageType']) {
    const values = strings(input[name], name);
    if (values.length > 0) context[`kms:${name.toLowerCase()}`] = values;
  }
  return context;
}

function messageOf(input: JsonObject): Buffer {
  const content = Buffer.from(asString(input.Message, 'Message'), 'base64');
  if (content.length === 0 || content.length > LONGEST_MESSAGE)
    throw validation('Message must have 1 to 4096 bytes.');
  return content;
}

function digestOf(input: JsonObject): Buffer {
  const content = messageOf(input);
  if (input.MessageType !== 'DIGEST') return createHash('sha256').update(content).digest();
  if (content.length !== 32) throw validation('Digest is invalid length for algorithm ECDSA_SHA_256.');
  return content;
}

function signatureOf({ spec, privateKey }: SigningKey, input: JsonObject): Buffer {
  if (input.SigningAlgorithm !== ALGORITHMS[spec])
    throw validation(`The laptop signs with ${ALGORITHMS[spec]} only, with such a key.`);
  if (spec === 'ECC_NIST_EDWARDS25519') {
    // Ed25519 hashes the message twice, so that a digest would not do.
    if (input.MessageType === 'DIGEST') throw validation('ED25519_SHA_512 signs RAW messages.');
    return sign(null, messageOf(input), privateKey);
  }
  const scalar = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  return signDigest(digestOf(input), scalar);
}

type KmsOptions = {
  readonly keys: ReadonlyMap<string, Key>;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
};

/** KMS: signatures. What services encrypt with a key lies in the state folder as it came. */
export function kmsService({ keys, authorizer, meter }: KmsOptions): Service {
  const signingKey = (action: string, input: JsonObject, call: AwsCall): SigningKey => {
    const id = asString(input.KeyId, 'KeyId');
    const key = keys.get(id);
    const resource = key?.arn ?? id;
    authorizer.require(call.principal, { action: `kms:${action}`, resource, context: contextOf(input) });
    meter.count('kmsSignatures');
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${id}' does not exist`);
    if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
    if (key.kind !== 'signing')
      throw new AwsError('InvalidKeyUsageException', `${key.arn} is not a key for ${action}.`);
    return key;
  };

  return jsonService('kms', '1.1', {
    Sign: (input, call) => {
      const key = signingKey('Sign', input, call);
      const signature = signatureOf(key, input);
      return {
        KeyId: key.arn,
        Signature: signature.toString('base64'),
        SigningAlgorithm: ALGORITHMS[key.spec],
      };
    },
    GetPublicKey: (input, call) => {
      const { arn, spec, publicKey } = signingKey('GetPublicKey', input, call);
      return {
        KeyId: arn,
        PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        CustomerMasterKeySpec: spec,
        KeySpec: spec,
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: [ALGORITHMS[spec]],
      };
    },
  });
}
