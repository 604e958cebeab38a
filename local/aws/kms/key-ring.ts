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

export type SigningKey = KeyCommon & {
  readonly kind: 'signing';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

/** A key for encryption has no material: nothing here is encrypted with it. */
export type Key = SigningKey | (KeyCommon & { readonly kind: 'encrypting' });

type Kind = Key['kind'];

/** The key specs that the laptop plays. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
function kindOf({ logicalId, properties }: PlayedResource): Kind {
  const spec = optional(properties.KeySpec, 'KeySpec', asString) ?? 'SYMMETRIC_DEFAULT';
  const usage = optional(properties.KeyUsage, 'KeyUsage', asString) ?? 'ENCRYPT_DECRYPT';
  if (spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT') return 'encrypting';
  if (spec === 'ECC_NIST_P256' && usage === 'SIGN_VERIFY') return 'signing';
  throw new Refused([`the key spec ${spec} for ${usage} (${logicalId})`]);
}

/** A signing key never changes: it is made at the first start and kept in the state folder. */
function signingKeyOf(folder: string, id: string): KeyObject {
  const path = join(folder, `${id}.json`);
  const kept = readIfPresent(path);
  if (kept === undefined) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
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
  if (kindOf(resource) === 'encrypting') return { ...common, kind: 'encrypting' };
  const privateKey = signingKeyOf(folder, id);
  return { ...common, kind: 'signing', privateKey, publicKey: createPublicKey(privateKey) };
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
