import { createHash, verify } from 'node:crypto';
import { GeneralizedTime } from 'asn1js';
import {
  certificateOf,
  certificatesInPem,
  hashOfCertificate,
  isNamedBy,
  isTimestamper,
  requireChain,
  type TimestampCertificate,
} from './timestamp-certificate.ts';
import {
  blockOf,
  bytesOf,
  oidOf,
  partsOf,
  TimestampFault,
  type TimestampParts,
  timestampParts,
  valueOfBlock,
} from './timestamp-parts.ts';

/** The package, as it was read when it was verified. */
type Package = { sha256: string; sealedAt: string };
/** `ca`: PEM of the authority's certificates, by another way than the package; without it anybody may have signed. */
type Given = { answer: Uint8Array; ca: string | undefined };

const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  certificate: '1.2.840.113549.1.9.16.2.12',
  certificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const DIGESTS = new Map([
  [SHA_256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
/** RSA and ECDSA; the first takes the digest that is named beside it. */
const OF_DIGEST = '1.2.840.113549.1.1.1';
const SIGNATURES = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);
/** How far two clocks may be apart. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Checks that a timestamp authority signed the SHA-256 of these bytes, and says when.
 * @returns what was found, as lines for a person
 * @throws TimestampFault for the first reason not to believe it
 */
export function verifyTimestamp(of: Package, given: Given): string[] {
  try {
    const known = given.ca === undefined ? undefined : certificatesInPem(given.ca);
    const at = new Date(timeOf(of, given.answer, known)).toISOString();
    const told = [`  timestamp  ${at}, by an authority that ${known ? 'you named' : 'nobody named'}`];
    return known ? told : [...told, '  authority  anybody may have signed it: --tsa-ca PEM'];
  } catch (error) {
    if (error instanceof TimestampFault) throw error;
    throw new TimestampFault('it is no timestamp', { cause: error });
  }
}

function timeOf(
  { sha256, sealedAt }: Package,
  answer: Uint8Array,
  known: readonly TimestampCertificate[] | undefined,
): number {
  const parts = timestampParts(answer);
  const among = parts.certificates.map(certificateOf);
  const signer = signerOf(parts, among);
  requireSignature(parts, signer);
  const [, , imprint, , time] = partsOf(blockOf(parts.info));
  const [algorithm, hash] = partsOf(imprint);
  if (oidOf(algorithm) !== SHA_256 || Buffer.from(valueOfBlock(hash)).toString('hex') !== sha256)
    throw new TimestampFault('it is of another package');
  const at = time instanceof GeneralizedTime ? time.toDate().getTime() : Number.NaN;
  // Nobody signs the hash of what is not there yet.
  if (!(at >= Date.parse(sealedAt) - TOLERANCE_MS))
    throw new TimestampFault('it is older than the package says that it is');
  if (known) requireChain(signer, { among, known, at });
  return at;
}

/** The certificate that what was signed names, by its hash. */
function signerOf({ attributes, signer }: TimestampParts, among: readonly TimestampCertificate[]) {
  const v2 = attributes.get(ATTRIBUTE.certificateV2);
  const [named] = partsOf(partsOf(v2 ?? attributes.get(ATTRIBUTE.certificate))[0]);
  const id = partsOf(named);
  const isAlgorithmNamed = partsOf(id[0]).length > 0;
  const algorithm = isAlgorithmNamed ? DIGESTS.get(oidOf(id[0])) : v2 ? 'sha256' : 'sha1';
  const hash = Buffer.from(valueOfBlock(id[isAlgorithmNamed ? 1 : 0])).toString('hex');
  const found = among.find((one) => algorithm !== undefined && hashOfCertificate(algorithm, one) === hash);
  if (!found || !isNamedBy(found, signer) || !isTimestamper(found))
    throw new TimestampFault('no certificate for timestamps signed it');
  return found;
}

function requireSignature(parts: TimestampParts, { x509 }: TimestampCertificate): void {
  const digest = DIGESTS.get(parts.digestAlgorithm);
  const { signatureAlgorithm } = parts;
  const hash = signatureAlgorithm === OF_DIGEST ? digest : SIGNATURES.get(signatureAlgorithm);
  const told = Buffer.from(valueOfBlock(parts.attributes.get(ATTRIBUTE.messageDigest)));
  // The type of what is signed, in its own encoding.
  const type = Buffer.from(bytesOf(parts.attributes.get(ATTRIBUTE.contentType))).toString('hex');
  const isSigned =
    digest !== undefined &&
    hash !== undefined &&
    type === '060b2a864886f70d0109100104' &&
    told.equals(createHash(digest).update(parts.info).digest()) &&
    verify(hash, parts.signedAttributes, x509.publicKey, parts.signature);
  if (!isSigned) throw new TimestampFault('its signature is wrong');
}
