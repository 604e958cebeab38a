import { type BaseBlock, Constructed, fromBER } from 'asn1js';

/** A timestamp that must not be believed, and why. */
export class TimestampFault extends Error {
  override readonly name = 'TimestampFault';
}

type Block = InstanceType<typeof BaseBlock>;

/** What is read of a signed timestamp (RFC 3161 in CMS, RFC 5652), block by block. */
export type TimestampParts = {
  /** The TSTInfo, as it was signed. */
  info: Uint8Array;
  digestAlgorithm: string;
  /** Under the tag with which they are signed. */
  signedAttributes: Uint8Array;
  /** The one value of each signed attribute, by its type. */
  attributes: ReadonlyMap<string, Block>;
  signatureAlgorithm: string;
  signature: Uint8Array;
  /** Issuer and serial number of the signer, or the id of its key. */
  signer: Uint8Array;
  certificates: readonly Uint8Array[];
};

const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
/** Of a SET: that is what is signed, though it is written under a tag of its own. */
const SET_TAG = 0x31;

/** One block that is all of these bytes. @throws TimestampFault */
export function blockOf(bytes: Uint8Array): Block {
  const { offset, result } = fromBER(bytes);
  if (offset !== bytes.length) throw new TimestampFault('it is no timestamp, or something stands behind it');
  return result;
}

export const partsOf = (block: Block | undefined): Block[] =>
  block instanceof Constructed ? block.valueBlock.value : [];

/** Its bytes with tag and length. */
export const bytesOf = (block: Block | undefined): Uint8Array =>
  Uint8Array.from(block?.valueBeforeDecodeView ?? []);

/** Its value alone: of a number, a text or a string of bytes. */
export function valueOfBlock(block: Block | undefined): Uint8Array {
  const view = Object(block?.valueBlock).valueHexView;
  if (!(view instanceof Uint8Array)) throw new TimestampFault('it is no timestamp');
  return Uint8Array.from(view);
}

/** An object identifier as text; of an algorithm its first part. */
export function oidOf(block: Block | undefined): string {
  const own = block instanceof Constructed ? partsOf(block)[0] : block;
  if (own?.idBlock.tagClass !== 1 || own.idBlock.tagNumber !== 6)
    throw new TimestampFault('it is no timestamp');
  return String(own.valueBlock);
}

/** Whether a block is under a tag of its context, such as [0]. */
export const isTagged = (block: Block | undefined, number: number): boolean =>
  block?.idBlock.tagClass === 3 && block.idBlock.tagNumber === number;

/** Takes an authority's answer apart. @throws TimestampFault for one that grants nothing, or is none */
export function timestampParts(answer: Uint8Array): TimestampParts {
  const [status, token] = partsOf(blockOf(answer));
  const granted = valueOfBlock(partsOf(status)[0]);
  if (granted.length !== 1 || (granted[0] ?? 2) > 1) throw new TimestampFault('it says that none was given');
  const [type, wrapped] = partsOf(token);
  const [, , content, ...rest] = partsOf(partsOf(wrapped)[0]);
  const [contentType, inner] = partsOf(content);
  if (oidOf(type) !== SIGNED_DATA || oidOf(contentType) !== TST_INFO)
    throw new TimestampFault('it is no timestamp');
  const certificates = partsOf(rest.find((block) => isTagged(block, 0))).map(bytesOf);
  const [info, ...others] = partsOf(rest.at(-1));
  const [, signer, digestAlgorithm, attributes, signatureAlgorithm, signature] = partsOf(info);
  if (others.length > 0 || !isTagged(attributes, 0)) throw new TimestampFault('it is no timestamp');
  const signedAttributes = bytesOf(attributes);
  signedAttributes[0] = SET_TAG;
  return {
    info: valueOfBlock(partsOf(inner)[0]),
    digestAlgorithm: oidOf(digestAlgorithm),
    signedAttributes,
    attributes: byType(partsOf(attributes)),
    signatureAlgorithm: oidOf(signatureAlgorithm),
    signature: valueOfBlock(signature),
    signer: bytesOf(signer),
    certificates,
  };
}

function byType(attributes: readonly Block[]): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>();
  for (const attribute of attributes) {
    const [type, values] = partsOf(attribute);
    const [value, ...more] = partsOf(values);
    if (!value || more.length > 0 || found.has(oidOf(type)))
      throw new TimestampFault('one of its attributes is there twice');
    found.set(oidOf(type), value);
  }
  return found;
}
