import { canonicalJson } from '../shared/canonical-json.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** The bytes that a signature covers (DSSE 1.0.2, PAE): type and payload, each behind its length. */
export function preAuthentication(payload: string): Buffer {
  const bytes = Buffer.from(payload, 'utf8');
  const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${bytes.byteLength} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), bytes]);
}

/** A payload with its signature (DSSE envelope). @param sig base64 of DER */
export const envelope = (payload: string, { keyid, sig }: { keyid: string; sig: string }): string =>
  canonicalJson({
    payload: Buffer.from(payload, 'utf8').toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid, sig }],
  });
