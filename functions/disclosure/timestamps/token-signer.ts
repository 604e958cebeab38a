import { createHash, timingSafeEqual, verify } from 'node:crypto';
import {
  type Attribute,
  type ContentInfo,
  id_signedData,
  SignedData,
  type SignerInfo,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo } from '@peculiar/asn1-tsp';
import { SubjectKeyIdentifier } from '@peculiar/asn1-x509';
import { Constructed, fromBER, ObjectIdentifier, OctetString as Octets, Sequence } from 'asn1js';
import { isForTimestamps, type ReadCertificate, readCertificate } from './certificate-chain.ts';
import { TimestampRefused } from './timestamp-refused.ts';

/** Hashes by their algorithm. Weaker ones prove nothing. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** RSA (PKCS #1 v1.5) and ECDSA, by the hash that the algorithm names; `rsaEncryption` leaves it to the digest's. */
const SIGNATURES: Readonly<Record<string, string | undefined>> = {
  '1.2.840.113549.1.1.1': undefined,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const [CONTENT_TYPE, MESSAGE_DIGEST] = ['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'];
const [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2] = [
  '1.2.840.113549.1.9.16.2.12',
  '1.2.840.113549.1.9.16.2.47',
];
/** Of a SET; signed attributes stand in the token under another, and are signed under this. */
const SET = 0x31;

export type SignedToken = {
  /** DER of the TSTInfo that was signed. */
  content: Uint8Array;
  signer: ReadCertificate;
  certificates: readonly ReadCertificate[];
};

/**
 * The signed content of a token (CMS, RFC 5652, as RFC 3161 and RFC 5816 narrow it down), and who signed it.
 * @throws TimestampRefused for one that is not signed by a certificate in it that is there for timestamps
 */
export function signedToken(token: ContentInfo): SignedToken {
  if (token.contentType !== id_signedData) throw new TimestampRefused('unreadable');
  const signed = AsnConvert.parse(token.content, SignedData);
  const content = signed.encapContentInfo.eContent?.single;
  const [info, ...others] = signed.signerInfos;
  if (signed.encapContentInfo.eContentType !== id_ct_tstInfo || !content || !info || others.length > 0)
    throw new TimestampRefused('unreadable');
  const certificates = certificatesIn(token.content).map(readCertificate);
  const signer = certificates.find((certificate) => isNamed(certificate, info));
  if (!signer || !isForTimestamps(signer)) throw new TimestampRefused('signer');
  const bytes = new Uint8Array(content.buffer);
  requireSigned({ info, attributes: attributesIn(token.content), content: bytes }, signer);
  return { content: bytes, signer, certificates };
}

function requireSigned(
  { info, attributes: message, content }: { info: SignerInfo; attributes: Uint8Array; content: Uint8Array },
  signer: ReadCertificate,
): void {
  const attributes = info.signedAttrs ?? [];
  const digest = HASHES[info.digestAlgorithm.algorithm];
  if (!digest) throw new TimestampRefused('signature');
  const type = Buffer.from(singleOf(attributes, CONTENT_TYPE));
  const isOfToken = type.equals(Buffer.from('060b2a864886f70d0109100104', 'hex'));
  const told = new Uint8Array(AsnConvert.parse(singleOf(attributes, MESSAGE_DIGEST), OctetString).buffer);
  if (!isOfToken || !isSame(told, createHash(digest).update(content).digest()))
    throw new TimestampRefused('signature');
  requireNamed(attributes, signer);
  const { algorithm } = info.signatureAlgorithm;
  if (!Object.hasOwn(SIGNATURES, algorithm)) throw new TimestampRefused('signature');
  const signature = new Uint8Array(info.signature.buffer);
  if (!verify(SIGNATURES[algorithm] ?? digest, message, signer.node.publicKey, signature))
    throw new TimestampRefused('signature');
}

/** What was signed names the certificate that it was signed with, so that no other of the same key takes its place. */
function requireNamed(attributes: readonly Attribute[], { der }: ReadCertificate): void {
  const named = attributes.find(({ attrType }) =>
    [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2].includes(attrType),
  );
  const list = partsOf(fromBER(named?.attrValues[0] ?? new ArrayBuffer(0)).result)[0];
  const id = partsOf(partsOf(list)[0]);
  const hash = id.find((part) => part instanceof Octets);
  const [algorithm] = id[0] instanceof Sequence ? partsOf(id[0]) : [];
  const byDefault = named?.attrType === SIGNING_CERTIFICATE ? 'sha1' : 'sha256';
  const name = algorithm instanceof ObjectIdentifier ? HASHES[algorithm.getValue()] : byDefault;
  if (!(hash instanceof Octets) || !name) throw new TimestampRefused('signer');
  if (!isSame(hash.valueBlock.valueHexView, createHash(name).update(der).digest()))
    throw new TimestampRefused('signer');
}

function isNamed({ spelled: { tbsCertificate } }: ReadCertificate, { sid }: SignerInfo): boolean {
  const named = sid.issuerAndSerialNumber;
  if (named)
    return (
      isSame(new Uint8Array(named.serialNumber), new Uint8Array(tbsCertificate.serialNumber)) &&
      isSame(AsnConvert.serialize(named.issuer), AsnConvert.serialize(tbsCertificate.issuer))
    );
  const known = (tbsCertificate.extensions ?? []).find(({ extnID }) => extnID === '2.5.29.14');
  if (!sid.subjectKeyIdentifier || !known) return false;
  const own = AsnConvert.parse(known.extnValue.buffer, SubjectKeyIdentifier);
  return isSame(new Uint8Array(sid.subjectKeyIdentifier.buffer), new Uint8Array(own.buffer));
}

/** The certificates of a SignedData, each as the bytes that were signed. */
function certificatesIn(signedData: ArrayBuffer): Uint8Array[] {
  const set = partsOf(fromBER(signedData).result).find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0,
  );
  return partsOf(set).map(({ valueBeforeDecodeView }) => Uint8Array.from(valueBeforeDecodeView));
}

/** The signed attributes of the one who signed, under the tag under which they are signed. */
function attributesIn(signedData: ArrayBuffer): Uint8Array {
  const attributes = partsOf(partsOf(partsOf(fromBER(signedData).result).at(-1))[0])[3];
  const bytes = Uint8Array.from(attributes?.valueBeforeDecodeView ?? []);
  bytes[0] = SET;
  return bytes;
}

const partsOf = (block: unknown) => (block instanceof Constructed ? block.valueBlock.value : []);

function singleOf(attributes: readonly Attribute[], type: string): ArrayBuffer {
  const [attribute, ...more] = attributes.filter(({ attrType }) => attrType === type);
  const [value, ...others] = attribute?.attrValues ?? [];
  if (!value || more.length > 0 || others.length > 0) throw new TimestampRefused('signature');
  return value;
}

function isSame(one: Uint8Array | ArrayBuffer, other: Uint8Array | ArrayBuffer): boolean {
  const [a, b] = [Buffer.from(one as Uint8Array), Buffer.from(other as Uint8Array)];
  return a.length === b.length && timingSafeEqual(a, b);
}
