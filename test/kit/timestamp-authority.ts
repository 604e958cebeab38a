import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  type ContentInfo,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_signedData,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  id_ct_tstInfo,
  MessageImprint,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TimeStampToken,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Time,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { Set as AsnSet, fromBER, ObjectIdentifier, OctetString as Octets, Sequence } from 'asn1js';

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const ECDSA_SHA_256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });
const [EXTENDED_KEY_USAGE, BASIC_CONSTRAINTS] = ['2.5.29.37', '2.5.29.19'];
export const [TIME_STAMPING, CODE_SIGNING] = ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.3'];

export type Issued = { certificate: Certificate; der: Uint8Array; key: KeyObject };
type Issuing = {
  name: string;
  issuer?: Issued;
  isCa?: boolean;
  purposes?: string[];
  isCritical?: boolean;
  from?: string;
  until?: string;
  /** One that another certificate has too. */
  key?: KeyObject;
};

const called = (name: string) =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new AttributeValue({ utf8String: name }) }),
    ]),
  ]);
const extension = (extnID: string, critical: boolean, value: unknown) =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** A certificate of a key that is made for it, or of a given one. Without an issuer it signs itself. */
export function issue({
  name,
  issuer,
  isCa = false,
  purposes,
  isCritical = true,
  key: privateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ...times
}: Issuing): Issued {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: Uint8Array.from(randomBytes(8), (byte, index) => (index ? byte : (byte & 0x3f) | 0x40))
      .buffer,
    signature: ECDSA_SHA_256,
    issuer: issuer?.certificate.tbsCertificate.subject ?? called(name),
    validity: new Validity({
      notBefore: new Time(new Date(times.from ?? '2026-01-01T00:00:00Z')).utcTime ?? new Date(),
      notAfter: new Time(new Date(times.until ?? '2036-01-01T00:00:00Z')).utcTime ?? new Date(),
    }),
    subject: called(name),
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...(isCa ? [extension(BASIC_CONSTRAINTS, true, new BasicConstraints({ cA: true }))] : []),
      ...(purposes ? [extension(EXTENDED_KEY_USAGE, isCritical, new ExtendedKeyUsage(purposes))] : []),
    ]),
  });
  const signed = sign(
    'sha256',
    new Uint8Array(AsnConvert.serialize(tbsCertificate)),
    issuer?.key ?? privateKey,
  );
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ECDSA_SHA_256,
    signatureValue: Uint8Array.from(signed).buffer,
  });
  return { certificate, der: new Uint8Array(AsnConvert.serialize(certificate)), key: privateKey };
}

export const pemOf = ({ der }: Pick<Issued, 'der'>): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

export type Answering = {
  signer: Issued;
  /** Certificates that go with the token. */
  with?: readonly Issued[];
  at: Date;
  status?: number;
  /** What is told otherwise than it was asked. */
  sha256?: string;
  nonce?: Uint8Array | null;
  /** Which certificate the token names as its signer's. */
  named?: Issued;
  /** Whose key signs in truth. */
  key?: KeyObject;
};

/** What a timestamp authority answers (RFC 3161), and what a hostile one may. */
export function timestampAnswer(query: Uint8Array, given: Answering): Uint8Array {
  const asked = AsnConvert.parse(query, TimeStampReq);
  const status = Object.assign(new PKIStatusInfo(), { status: given.status ?? 0 });
  if (status.status > 1) return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status })));
  const nonce = given.nonce === undefined ? asked.nonce : given.nonce && Uint8Array.from(given.nonce).buffer;
  const hash = given.sha256 ? Buffer.from(given.sha256, 'hex') : asked.messageImprint.hashedMessage.buffer;
  const info = new TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA_256, parameters: null }),
      hashedMessage: new OctetString(hash),
    }),
    serialNumber: Uint8Array.from([1]).buffer,
    genTime: given.at,
    ...(nonce ? { nonce } : {}),
  });
  const token = new TimeStampToken({
    contentType: id_signedData,
    content: AsnConvert.serialize(signedData(new Uint8Array(AsnConvert.serialize(info)), given)),
  });
  return new Uint8Array(
    AsnConvert.serialize(new TimeStampResp({ status, timeStampToken: token as ContentInfo })),
  );
}

function signedData(
  content: Uint8Array,
  { signer, with: others = [], named = signer, key = signer.key }: Answering,
) {
  const digest = new AlgorithmIdentifier({ algorithm: SHA_256 });
  const of = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest()).buffer;
  const id = new Sequence({ value: [new Octets({ valueHex: of(named.der) })] });
  const attribute = (attrType: string, value: ArrayBuffer) =>
    new Attribute({ attrType, attrValues: [value] });
  const signedAttrs = [
    attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: id_ct_tstInfo }).toBER()),
    attribute('1.2.840.113549.1.9.4', new Octets({ valueHex: of(content) }).toBER()),
    attribute('1.2.840.113549.1.9.16.2.47', new Sequence({ value: [new Sequence({ value: [id] })] }).toBER()),
  ].sort((a, b) =>
    Buffer.compare(Buffer.from(AsnConvert.serialize(a)), Buffer.from(AsnConvert.serialize(b))),
  );
  const { issuer, serialNumber } = signer.certificate.tbsCertificate;
  const info = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: digest,
    signedAttrs,
    signatureAlgorithm: ECDSA_SHA_256,
    signature: new OctetString(new ArrayBuffer(0)),
  });
  const message = new AsnSet({ value: signedAttrs.map((one) => fromBER(AsnConvert.serialize(one)).result) });
  info.signature = new OctetString(
    Uint8Array.from(sign('sha256', new Uint8Array(message.toBER()), key)).buffer,
  );
  return new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digest]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: new OctetString(Uint8Array.from(content).buffer) }),
    }),
    certificates: new CertificateSet(
      [signer, ...others].map(({ certificate }) => new CertificateChoices({ certificate })),
    ),
    signerInfos: new SignerInfos([info]),
  });
}
