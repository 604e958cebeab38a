import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
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

export type Key =
  | (KeyCommon & { readonly kind: 'signing'; readonly privateKey: KeyObject; readonly publicKey: KeyObject })
  | (KeyCommon & { readonly kind: 'encrypting'; readonly material: Buffer })
  | (KeyCommon & { readonly kind: 'mac'; readonly material: Buffer });

type Kind = Key['kind'];

/** The key specs that the laptop plays. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
function kindOf({ logicalId, properties }: PlayedResource): Kind {
  const spec = optional(properties.KeySpec, 'KeySpec', asString) ?? 'SYMMETRIC_DEFAULT';
  const usage = optional(properties.KeyUsage, 'KeyUsage', asString) ?? 'ENCRYPT_DECRYPT';
  if (spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT') return 'encrypting';
  if (spec === 'ECC_NIST_P256' && usage === 'SIGN_VERIFY') return 'signing';
  if (spec === 'HMAC_256' && usage === 'GENERATE_VERIFY_MAC') return 'mac';
  throw new Refused([`the key spec ${spec} for ${usage} (${logicalId})`]);
}

function newMaterial(kind: Kind): string {
  if (kind !== 'signing') return randomBytes(32).toString('base64');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Key material never changes: it is made at the first start and kept in the state folder. */
function materialOf(folder: string, id: string, kind: Kind): string {
  const path = join(folder, `${id}.json`);
  const kept = readIfPresent(path);
  if (kept === undefined) {
    const material = newMaterial(kind);
    writeAtomically(path, JSON.stringify({ kind, material }));
    return material;
  }
  const record = asObject(parseJson(kept, path), path);
  if (record.kind !== kind) throw new Error(`${path} is a key of another kind than the template's.`);
  return asString(record.material, path);
}

function openKey(folder: string, resource: PlayedResource): Key {
  const kind = kindOf(resource);
  const { ref: id, arn, properties } = resource;
  const common = { id, arn, enabled: properties.Enabled === undefined || asFlag(properties.Enabled) };
  const material = materialOf(folder, id, kind);
  if (kind !== 'signing') return { ...common, kind, material: Buffer.from(material, 'base64') };
  const privateKey = createPrivateKey(material);
  return { ...common, kind, privateKey, publicKey: createPublicKey(privateKey) };
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
