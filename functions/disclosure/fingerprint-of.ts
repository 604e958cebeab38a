import { sha256Hex } from '../shared/canonical-json.ts';

/** Of a recipient: what the ledger has of it. */
export const fingerprintOf = (recipient: string): string => sha256Hex(recipient);
