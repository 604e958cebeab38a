import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage, id_kp_timeStamping } from '@peculiar/asn1-x509';

/** A certificate as its DER, as Node knows it, and as it is spelled. */
export type ReadCertificate = { der: Uint8Array; node: X509Certificate; spelled: Certificate };

/** Between a signer and an authority that is known; longer chains are nobody's. */
const MOST_BETWEEN = 4;

export function readCertificate(der: Uint8Array): ReadCertificate {
  return { der, node: new X509Certificate(der), spelled: AsnConvert.parse(der, Certificate) };
}

/** Whether a certificate is there for timestamps and nothing else, and says that this is to be heeded (RFC 3161, 2.3). */
export function isForTimestamps({ spelled }: ReadCertificate): boolean {
  const usages = (spelled.tbsCertificate.extensions ?? []).filter(
    ({ extnID }) => extnID === id_ce_extKeyUsage,
  );
  const [usage] = usages;
  if (!usage?.critical || usages.length > 1) return false;
  const [purpose, ...others] = AsnConvert.parse(usage.extnValue.buffer, ExtendedKeyUsage);
  return purpose === id_kp_timeStamping && others.length === 0;
}

/** Whether a chain of certificates, each in its time and each of an authority, leads from one to a known one. */
export function leadsToKnown(
  from: ReadCertificate,
  { among, known, at }: { among: readonly ReadCertificate[]; known: readonly ReadCertificate[]; at: Date },
): boolean {
  const isKnown = (one: ReadCertificate) => known.some(({ node }) => node.raw.equals(one.node.raw));
  const isInTime = ({ spelled: { tbsCertificate } }: ReadCertificate) =>
    tbsCertificate.validity.notBefore.getTime() <= at && at <= tbsCertificate.validity.notAfter.getTime();
  const issued = (issuer: ReadCertificate, one: ReadCertificate) =>
    issuer.node.ca && one.node.checkIssued(issuer.node) && one.node.verify(issuer.node.publicKey);
  // Each is reached once: a stranger's certificates may all vouch for each other, and have as many ways as there are orders.
  let others = [...known, ...among];
  let reached = [from];
  for (let steps = 0; steps <= MOST_BETWEEN + 1; steps += 1) {
    const inTime = reached.filter(isInTime);
    if (inTime.some(isKnown)) return true;
    reached = others.filter((issuer) => inTime.some((one) => issued(issuer, one)));
    others = others.filter((one) => !reached.includes(one));
  }
  return false;
}

/** Certificates in PEM, one after the other. @throws where there is none, or one that cannot be read */
export function certificatesOf(pem: string): ReadCertificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error('no certificate');
  return blocks.map((block) => readCertificate(new X509Certificate(block).raw));
}
