import { createHash, X509Certificate } from 'node:crypto';
import {
  blockOf,
  bytesOf,
  isTagged,
  oidOf,
  partsOf,
  TimestampFault,
  valueOfBlock,
} from './timestamp-parts.ts';

/** A certificate, and what Node does not tell of it. */
export type TimestampCertificate = { der: Uint8Array; x509: X509Certificate };

const [KEY_ID, EXTENDED_KEY_USAGE, TIME_STAMPING] = ['2.5.29.14', '2.5.29.37', '1.3.6.1.5.5.7.3.8'];
const LONGEST_CHAIN = 6;

export const certificateOf = (der: Uint8Array): TimestampCertificate => ({
  der,
  x509: new X509Certificate(der),
});

/** Certificates in PEM. @throws TimestampFault for a text without any */
export function certificatesInPem(pem: string): TimestampCertificate[] {
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)];
  if (found.length === 0) throw new TimestampFault('there is no certificate of the timestamp authority');
  return found.map(([text]) => certificateOf(Uint8Array.from(new X509Certificate(text).raw)));
}

/** Whether it is meant for timestamps alone, in a way that nobody may overlook. */
export function isTimestamper({ der, x509 }: TimestampCertificate): boolean {
  if (x509.keyUsage?.join() !== TIME_STAMPING) return false;
  return extensionsOf(der).some(
    ([type, critical, value]) =>
      oidOf(type) === EXTENDED_KEY_USAGE && value !== undefined && valueOfBlock(critical)[0] === 0xff,
  );
}

/** Whether a signer's name in a token is a certificate's: its issuer and serial number, or the id of its key. */
export function isNamedBy({ der }: TimestampCertificate, signer: Uint8Array): boolean {
  const named = blockOf(signer);
  const fields = partsOf(partsOf(blockOf(der))[0]);
  const [serial, , issuer] = fields.filter((field) => !isTagged(field, 0));
  if (!isTagged(named, 0)) {
    return isSame(Buffer.concat(partsOf(named).map(bytesOf)), Buffer.concat([issuer, serial].map(bytesOf)));
  }
  const own = extensionsOf(der).find(([type]) => oidOf(type) === KEY_ID);
  // An octet string in an octet string.
  return own !== undefined && isSame(valueOfBlock(named), valueOfBlock(blockOf(valueOfBlock(own.at(-1)))));
}

/** Each as its type, whether it is critical (where that is said), and its value. */
const extensionsOf = (der: Uint8Array) =>
  partsOf(partsOf(partsOf(partsOf(blockOf(der))[0]).find((field) => isTagged(field, 3)))[0]).map(partsOf);

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(other);

/** What a signing certificate is named by in a token. */
export const hashOfCertificate = (algorithm: string, { der }: TimestampCertificate): string =>
  createHash(algorithm).update(der).digest('hex');

/** @throws TimestampFault unless certificates that were in force then lead from the signer to a known one */
export function requireChain(
  signer: TimestampCertificate,
  given: { among: readonly TimestampCertificate[]; known: readonly TimestampCertificate[]; at: number },
): void {
  const { among, known, at } = given;
  let reached = [signer];
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    reached = reached.filter(
      ({ x509 }) => Date.parse(x509.validFrom) <= at && at <= Date.parse(x509.validTo),
    );
    if (reached.some(({ x509 }) => known.some((one) => one.x509.fingerprint512 === x509.fingerprint512)))
      return;
    reached = [...known, ...among].filter(
      (issuer) =>
        issuer.x509.ca &&
        reached.some(({ x509 }) => x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey)),
    );
  }
  throw new TimestampFault('its signer is not of the authority that you named');
}
