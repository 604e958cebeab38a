import { InconsistentState } from '../shared/faults.ts';

/** The order of P-256 (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The one form of an ECDSA signature on P-256: for each there is a second with n - s that is as good, and of the two
 * this takes the one with the smaller s.
 * @throws InconsistentState for what is no signature as DER writes it
 */
export function lowS(der: Uint8Array): Buffer {
  const { r, s } = numbersIn(Buffer.from(der));
  return signature(r, s > ORDER / 2n ? ORDER - s : s);
}

function numbersIn(der: Buffer): { r: bigint; s: bigint } {
  const end = 4 + (der[3] ?? 0);
  const [r, s] = [numberOf(der.subarray(4, end)), numberOf(der.subarray(end + 2))];
  const isOfTheCurve = r > 0n && s > 0n && r < ORDER && s < ORDER;
  // Two numbers have one form: whatever else these bytes are is not that.
  if (!isOfTheCurve || !signature(r, s).equals(der)) throw noSignature();
  return { r, s };
}

function signature(r: bigint, s: bigint): Buffer {
  const [first, second] = [integer(r), integer(s)];
  return Buffer.concat([Buffer.from([0x30, first.length + second.length]), first, second]);
}

const noSignature = () => new InconsistentState('a signer that answers something else than a signature');

const numberOf = (bytes: Buffer) => (bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`));

/** A positive INTEGER of DER: no more bytes than it needs, and a zero before a first bit that is set. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const padded = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
}
