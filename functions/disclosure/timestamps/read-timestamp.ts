import { AsnConvert } from '@peculiar/asn1-schema';
import { PKIStatus, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { fromBER } from 'asn1js';
import { leadsToKnown, type ReadCertificate } from './certificate-chain.ts';
import { SHA_256 } from './timestamp-query.ts';
import { TimestampRefused } from './timestamp-refused.ts';
import { signedToken } from './token-signer.ts';

/** What was asked for, of whom, and when. */
export type Asked = {
  /** In hex. */
  sha256: string;
  nonce: Uint8Array;
  now: Date;
  /** What timestamps must come from. */
  known: readonly ReadCertificate[];
};

/** How far an authority's clock may be from ours. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * The time that an answer proves (RFC 3161, section 2.4.2), once it is certain that it is of what was asked, and of whom.
 * @throws TimestampRefused with the first reason not to believe it
 */
export function readTimestamp(answer: Uint8Array, asked: Asked): Date {
  try {
    return provenTime(answer, asked);
  } catch (error) {
    if (error instanceof TimestampRefused) throw error;
    // Whatever a parser or a key says of bytes that a stranger chose.
    throw new TimestampRefused('unreadable', { cause: error });
  }
}

function provenTime(answer: Uint8Array, { sha256, nonce, now, known }: Asked): Date {
  const bytes = Uint8Array.from(answer);
  // Nothing may stand behind it that is kept and proves nothing.
  if (fromBER(bytes).offset !== bytes.length) throw new TimestampRefused('unreadable');
  const { status, timeStampToken } = AsnConvert.parse(bytes, TimeStampResp);
  if (![PKIStatus.granted, PKIStatus.grantedWithMods].includes(status.status))
    throw new TimestampRefused('rejected');
  if (!timeStampToken) throw new TimestampRefused('unreadable');
  const { content, signer, certificates } = signedToken(timeStampToken);
  const told = AsnConvert.parse(content, TSTInfo);
  const { hashAlgorithm, hashedMessage } = told.messageImprint;
  if (hashAlgorithm.algorithm !== SHA_256 || Buffer.from(hashedMessage.buffer).toString('hex') !== sha256)
    throw new TimestampRefused('imprint');
  if (!told.nonce || !Buffer.from(told.nonce).equals(nonce)) throw new TimestampRefused('nonce');
  const at = told.genTime;
  if (!(Math.abs(at.getTime() - now.getTime()) <= TOLERANCE_MS)) throw new TimestampRefused('time');
  if (!leadsToKnown(signer, { among: certificates, known, at })) throw new TimestampRefused('chain');
  return at;
}
