/**
 * An example of a scanner: it knows one harmless file that every scanner takes for a virus, and what files of the types
 * that are taken begin with. A provider names its own.
 */
export type Verdict = 'clean' | 'suspicious';

/** https://www.eicar.org/download-anti-malware-testfile/; in two pieces, so that this file is none itself. */
const EICAR = Buffer.from(
  [String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR`, '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

const startsWith = (...beginnings: readonly (string | readonly number[])[]) => {
  const starts = beginnings.map((start) =>
    typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start),
  );
  return (bytes: Buffer) => starts.some((start) => bytes.subarray(0, start.length).equals(start));
};
/** DER, or its base64, or PEM. */
const isCms = startsWith([0x30], 'MI', '-----BEGIN ');
const isZip = startsWith('PK\u0003\u0004');
const isText = (bytes: Buffer) => !bytes.includes(0);
const isXml = (bytes: Buffer) =>
  /^\s*</.test(
    bytes
      .subarray(0, 200)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  );
const isMail = (bytes: Buffer) => /^(?:From |[!-9;-~]+:)/.test(bytes.subarray(0, 1000).toString('latin1'));

const FITS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'application/pdf': startsWith('%PDF-'),
  'image/png': startsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': startsWith([0xff, 0xd8, 0xff]),
  'image/tiff': startsWith([0x49, 0x49, 0x2a, 0x00], [0x4d, 0x4d, 0x00, 0x2a]),
  'text/plain': isText,
  'message/rfc822': isMail,
  'application/pkcs7-mime': isCms,
  'application/x-pkcs7-mime': isCms,
  'application/pkcs7-signature': isCms,
  'application/x-pkcs7-signature': isCms,
  'application/vnd.etsi.asic-e+zip': isZip,
  'application/vnd.etsi.asic-s+zip': isZip,
  'application/xml': isXml,
  'text/xml': isXml,
};

/** @param mediaType under which the bytes were uploaded */
export function scanBytes(bytes: Buffer, mediaType: string): Verdict {
  const fits = Object.hasOwn(FITS, mediaType) && FITS[mediaType]?.(bytes) === true;
  return fits && !bytes.includes(EICAR) ? 'clean' : 'suspicious';
}
