import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { readIfPresent, writeAtomically } from '../../state/atomic-file.ts';
import { asFlag, asObject, asString, optional, parseJson } from '../../template/json.ts';
import { Refused } from '../../template/refused.ts';
import type { PlayedResource, StackModel } from '../../template/stack-model.ts';

type KeyCommon = {
  readonly id: string;
  readonly arn: string;
  readonly enabled: boolean;
};

/** The key specs that sign, by what Node calls them. */
const SIGNING_SPECS = {
  ECC_NIST_P256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ECC_NIST_EDWARDS25519: () => generateKeyPairSync('ed25519'),
} as const;

export type SigningSpec = keyof typeof SIGNING_SPECS;

export type SigningKey = KeyCommon & {
  readonly kind: 'signing';
  readonly spec: SigningSpec;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

/** A key for encryption has no material: nothing here is encrypted with it. */
export type Key = SigningKey | (KeyCommon & { readonly kind: 'encrypting' });

/** The key specs that the laptop plays. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
function specOf({ logicalId, properties }: PlayedResource): 'encrypting' | SigningSpec {
  const spec = optional(properties.KeySpec, 'KeySpec', asString) ?? 'SYMMETRIC_DEFAULT';
  const usage = optional(properties.KeyUsage, 'KeyUsage', asString) ?? 'ENCRYPT_DECRYPT';
  if (spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT') return 'encrypting';
  if (isSigning(spec) && usage === 'SIGN_VERIFY') return spec;
  throw new Refused([`the key spec ${spec} for ${usage} (${logicalId})`]);
}

const isSigning = (spec: string): spec is SigningSpec => Object.hasOwn(SIGNING_SPECS, spec);

/** A signing key never changes: it is made at the first start and kept in the state folder. */
function signingKeyOf(folder: string, id: string, spec: SigningSpec): KeyObject {
  const path = join(folder, `${id}.json`);
  const kept = readIfPresent(path);
  if (kept === undefined) {
    const { privateKey } = SIGNING_SPECS[spec]();
    const material = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeAtomically(path, JSON.stringify({ kind: 'signing', material }));
    return privateKey;
  }
  const record = asObject(parseJson(kept, path), path);
  if (record.kind !== 'signing') throw new Error(`${path} is a key of another kind than the template's.`);
  return createPrivateKey(asString(record.material, path));
}

function openKey(folder: string, resource: PlayedResource): Key {
  const { ref: id, arn, properties } = resource;
  const common = { id, arn, enabled: properties.Enabled === undefined || asFlag(properties.Enabled) };
  const spec = specOf(resource);
  if (spec === 'encrypting') return { ...common, kind: 'encrypting' };
  const privateKey = signingKeyOf(folder, id, spec);
  return { ...common, kind: 'signing', spec, privateKey, publicKey: createPublicKey(privateKey) };
}

/** The keys of the stack, findable by id and by ARN. */
export function openKeyRing(stack: StackModel, folder: string): Map<string, Key> {
  const keys = stack.byType('AWS::KMS::Key').map((resource) => openKey(folder, resource));
  return new Map(
    keys.flatMap((key) => [
      [key.id, key],
      [key.arn, key],
    ]),
  );
}
