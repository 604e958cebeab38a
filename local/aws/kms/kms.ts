import { createHash } from 'node:crypto';
import type { Authorizer } from '../../iam/authorizer.ts';
import type { RequestContext } from '../../iam/conditions.ts';
import type { Meter } from '../../meter.ts';
import { asString, type JsonObject, strings } from '../../template/json.ts';
import { AwsError, validation } from '../aws-error.ts';
import type { AwsCall, Service } from '../call.ts';
import { jsonService } from '../json-service.ts';
import type { Key, SigningKey } from './key-ring.ts';
import { signDigest } from './sign-digest.ts';

const LONGEST_MESSAGE = 4096;
const SIGNING_ALGORITHM = 'ECDSA_SHA_256';

function contextOf(input: JsonObject): RequestContext {
  const context: Record<string, string[]> = {};
  for (const name of ['SigningAlgorithm', 'MessageType']) {
    const values = strings(input[name], name);
    if (values.length > 0) context[`kms:${name.toLowerCase()}`] = values;
  }
  return context;
}

function digestOf(input: JsonObject): Buffer {
  if (input.SigningAlgorithm !== SIGNING_ALGORITHM)
    throw validation(`The laptop signs with ${SIGNING_ALGORITHM} only.`);
  const content = Buffer.from(asString(input.Message, 'Message'), 'base64');
  if (input.MessageType === 'DIGEST') {
    if (content.length !== 32) throw validation('Digest is invalid length for algorithm ECDSA_SHA_256.');
    return content;
  }
  if (content.length === 0 || content.length > LONGEST_MESSAGE)
    throw validation('Message must have 1 to 4096 bytes.');
  return createHash('sha256').update(content).digest();
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
      const { arn, privateKey } = signingKey('Sign', input, call);
      const scalar = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
      const signature = signDigest(digestOf(input), scalar);
      return { KeyId: arn, Signature: signature.toString('base64'), SigningAlgorithm: SIGNING_ALGORITHM };
    },
    GetPublicKey: (input, call) => {
      const { arn, publicKey } = signingKey('GetPublicKey', input, call);
      return {
        KeyId: arn,
        PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        CustomerMasterKeySpec: 'ECC_NIST_P256',
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: [SIGNING_ALGORITHM],
      };
    },
  });
}
