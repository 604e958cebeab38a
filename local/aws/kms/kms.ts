import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { Authorizer } from '../../iam/authorizer.ts';
import type { RequestContext } from '../../iam/conditions.ts';
import type { Meter } from '../../meter.ts';
import { asObject, asString, isObject, type JsonObject, optional, strings } from '../../template/json.ts';
import { AwsError, validation } from '../aws-error.ts';
import type { AwsCall, Service } from '../call.ts';
import { type JsonOperation, jsonService } from '../json-service.ts';
import type { Key } from './key-ring.ts';
import { signDigest, verifyDigest } from './p256.ts';

type KeyOf<K extends Key['kind']> = Extract<Key, { kind: K }>;

const LONGEST_MESSAGE = 4096;
const SIGNING_ALGORITHM = 'ECDSA_SHA_256';
const MAC_ALGORITHM = 'HMAC_SHA_256';

const bytes = (input: JsonObject, name: string): Buffer => Buffer.from(asString(input[name], name), 'base64');

/** The encryption context is authenticated, so it must read the same whatever the order of its pairs. */
function authenticated(input: JsonObject): Buffer {
  const pairs = Object.entries(asObject(input.EncryptionContext ?? {}, 'EncryptionContext'));
  return Buffer.from(JSON.stringify(pairs.sort(([one], [other]) => (one < other ? -1 : 1))));
}

/** A ciphertext names its key, since Decrypt may be asked without one. */
function seal(key: KeyOf<'encrypting'>, plaintext: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv).setAAD(aad);
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(key.id.replaceAll('-', ''), 'hex'), iv, cipher.getAuthTag(), sealed]);
}

function open(key: KeyOf<'encrypting'>, blob: Buffer, aad: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.material, blob.subarray(16, 28))
      .setAAD(aad)
      .setAuthTag(blob.subarray(28, 44));
    return Buffer.concat([decipher.update(blob.subarray(44)), decipher.final()]);
  } catch {
    throw new AwsError(
      'InvalidCiphertextException',
      'The ciphertext or its encryption context is not valid.',
    );
  }
}

const keyIdOf = (blob: Buffer): string =>
  blob
    .subarray(0, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

function contextOf(input: JsonObject): RequestContext {
  const context: Record<string, string[]> = {};
  const given = input.EncryptionContext;
  if (isObject(given)) {
    context['kms:encryptioncontextkeys'] = Object.keys(given);
    for (const [name, value] of Object.entries(given)) {
      context[`kms:encryptioncontext:${name.toLowerCase()}`] = [asString(value, name)];
    }
  }
  for (const name of ['SigningAlgorithm', 'MessageType', 'MacAlgorithm']) {
    const values = strings(input[name], name);
    if (values.length > 0) context[`kms:${name.toLowerCase()}`] = values;
  }
  return context;
}

type KmsOptions = {
  readonly keys: ReadonlyMap<string, Key>;
  readonly authorizer: Authorizer;
  readonly meter: Meter;
};

/** KMS: ECDSA signatures, symmetric encryption with its context, data keys and MACs. */
export function kmsService({ keys, authorizer, meter }: KmsOptions): Service {
  function keyFor<K extends Key['kind']>(
    action: string,
    kind: K,
    id: string,
    input: JsonObject,
    call: AwsCall,
  ): KeyOf<K> {
    meter.count(kind === 'signing' ? 'kmsSignatures' : 'kmsRequests');
    const key = keys.get(id);
    const resource = key?.arn ?? id;
    authorizer.require(call.principal, { action: `kms:${action}`, resource, context: contextOf(input) });
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${id}' does not exist`);
    if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
    if (!isKind(key, kind))
      throw new AwsError('InvalidKeyUsageException', `${key.arn} is not a key for ${action}.`);
    return key;
  }

  const isKind = <K extends Key['kind']>(key: Key, kind: K): key is KeyOf<K> => key.kind === kind;

  const named = <K extends Key['kind']>(
    action: string,
    kind: K,
    input: JsonObject,
    call: AwsCall,
  ): KeyOf<K> => keyFor(action, kind, asString(input.KeyId, 'KeyId'), input, call);

  function message(input: JsonObject): { isDigest: boolean; content: Buffer } {
    if (input.SigningAlgorithm !== SIGNING_ALGORITHM)
      throw validation(`The laptop signs with ${SIGNING_ALGORITHM} only.`);
    const isDigest = input.MessageType === 'DIGEST';
    const content = bytes(input, 'Message');
    if (isDigest && content.length !== 32)
      throw validation('Digest is invalid length for algorithm ECDSA_SHA_256.');
    if (content.length === 0 || content.length > LONGEST_MESSAGE)
      throw validation('Message must have 1 to 4096 bytes.');
    return { isDigest, content };
  }

  const Sign: JsonOperation = (input, call) => {
    const key = named('Sign', 'signing', input, call);
    const { isDigest, content } = message(input);
    const scalar = Buffer.from(key.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    const signature = isDigest ? signDigest(content, scalar) : sign('sha256', content, key.privateKey);
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: SIGNING_ALGORITHM };
  };

  const Verify: JsonOperation = (input, call) => {
    const key = named('Verify', 'signing', input, call);
    const { isDigest, content } = message(input);
    const signature = bytes(input, 'Signature');
    const { x = '', y = '' } = key.publicKey.export({ format: 'jwk' });
    const point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
    const valid = isDigest
      ? verifyDigest(content, signature, point)
      : verify('sha256', content, key.publicKey, signature);
    if (!valid) throw new AwsError('KMSInvalidSignatureException', 'The signature is not valid.');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: SIGNING_ALGORITHM };
  };

  const GetPublicKey: JsonOperation = (input, call) => {
    const key = named('GetPublicKey', 'signing', input, call);
    return {
      KeyId: key.arn,
      PublicKey: key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      CustomerMasterKeySpec: 'ECC_NIST_P256',
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: [SIGNING_ALGORITHM],
    };
  };

  const Encrypt: JsonOperation = (input, call) => {
    const key = named('Encrypt', 'encrypting', input, call);
    const plaintext = bytes(input, 'Plaintext');
    if (plaintext.length > LONGEST_MESSAGE) throw validation('Plaintext must have at most 4096 bytes.');
    const blob = seal(key, plaintext, authenticated(input));
    return {
      KeyId: key.arn,
      CiphertextBlob: blob.toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  };

  const Decrypt: JsonOperation = (input, call) => {
    const blob = bytes(input, 'CiphertextBlob');
    const made = keyIdOf(blob);
    const key = keyFor('Decrypt', 'encrypting', made, input, call);
    const wanted = optional(input.KeyId, 'KeyId', asString);
    if (wanted !== undefined && keys.get(wanted) !== key) {
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify the key that made it.',
      );
    }
    const plaintext = open(key, blob, authenticated(input));
    return {
      KeyId: key.arn,
      Plaintext: plaintext.toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  };

  const dataKey = (action: string, input: JsonObject, call: AwsCall): JsonObject => {
    const key = named(action, 'encrypting', input, call);
    const size = input.KeySpec === 'AES_128' ? 16 : Number(input.NumberOfBytes ?? 32);
    const plaintext = randomBytes(size);
    return {
      KeyId: key.arn,
      CiphertextBlob: seal(key, plaintext, authenticated(input)).toString('base64'),
      Plaintext: plaintext.toString('base64'),
    };
  };

  const mac = (key: KeyOf<'mac'>, input: JsonObject): Buffer =>
    createHmac('sha256', key.material).update(bytes(input, 'Message')).digest();

  return jsonService('kms', '1.1', {
    Sign,
    Verify,
    GetPublicKey,
    Encrypt,
    Decrypt,
    GenerateDataKey: (input, call) => dataKey('GenerateDataKey', input, call),
    GenerateDataKeyWithoutPlaintext: (input, call) => {
      const { Plaintext: _, ...sealed } = dataKey('GenerateDataKeyWithoutPlaintext', input, call);
      return sealed;
    },
    GenerateMac: (input, call) => {
      const key = named('GenerateMac', 'mac', input, call);
      return { KeyId: key.arn, Mac: mac(key, input).toString('base64'), MacAlgorithm: MAC_ALGORITHM };
    },
    VerifyMac: (input, call) => {
      const key = named('VerifyMac', 'mac', input, call);
      const [made, given] = [mac(key, input), bytes(input, 'Mac')];
      if (made.length !== given.length || !timingSafeEqual(made, given)) {
        throw new AwsError('KMSInvalidMacException', 'The MAC is not valid.');
      }
      return { KeyId: key.arn, MacValid: true, MacAlgorithm: MAC_ALGORITHM };
    },
    DescribeKey: (input, call) => {
      const id = asString(input.KeyId, 'KeyId');
      const key = keys.get(id);
      authorizer.require(call.principal, {
        action: 'kms:DescribeKey',
        resource: key?.arn ?? id,
        context: {},
      });
      if (key === undefined) throw new AwsError('NotFoundException', `Key '${id}' does not exist`);
      return {
        KeyMetadata: {
          KeyId: key.id,
          Arn: key.arn,
          Enabled: key.enabled,
          KeyState: key.enabled ? 'Enabled' : 'Disabled',
        },
      };
    },
  });
}
