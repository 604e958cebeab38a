import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

export const SHA_256 = '2.16.840.1.101.3.4.2.1';

/** A nonce of these bytes: as a positive integer in its shortest form, so that what comes back is the same bytes. */
export const nonceOf = (chance: Uint8Array): Uint8Array =>
  Uint8Array.from(chance, (byte, index) => (index === 0 ? (byte & 0x3f) | 0x40 : byte));

/**
 * What a timestamp authority is asked (RFC 3161, section 2.4.1), in DER: for its certificates too, so that the answer can
 * be checked for as long as it is kept.
 * @param sha256 in hex
 */
export function timestampQuery(sha256: string, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA_256, parameters: null }),
      hashedMessage: new OctetString(Buffer.from(sha256, 'hex')),
    }),
    nonce: Uint8Array.from(nonce).buffer,
    certReq: true,
  });
  return new Uint8Array(AsnConvert.serialize(request));
}
