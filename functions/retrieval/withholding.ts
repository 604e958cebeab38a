import type { SetAside } from '../ledger/parts/harvest.part.ts';
import { isPassing } from '../shared/is-passing.ts';

/** What S3 calls an object that is not there, or cannot be under such a key. */
const MISSING = new Set(['NoSuchKey', 'KeyTooLongError']);
/** What it calls one that lies in an archive: this one, and no other. */
const ARCHIVED = 'InvalidObjectState';
/** What it calls one that it keeps to itself: another key, another owner. */
const REFUSED = /^(?:AccessDenied(?:Exception)?|KMS\..+)$/;

/** Without the right to list, S3 refuses what is not there, and names that right: the one to read was there. */
const isUnlisted = ({ name, message }: Error) => name === 'AccessDenied' && message.includes('s3:ListBucket');

export type Withholding = {
  /** What `read` answers, or why its object is set aside. Faults of the store itself are thrown. */
  attempt<T extends object>(read: () => Promise<T>): Promise<T | SetAside>;
  /** @throws the first refusal when the store answered nothing else: then it refuses, and not for one record's sake */
  end(): void;
};

/** Tells an object that cannot be had from a store that cannot be read. */
export function withholdingOf(): Withholding {
  let isOpen = false;
  let refusal: Error | undefined;
  return {
    attempt: async (read) => {
      try {
        const value = await read();
        isOpen = true;
        return value;
      } catch (error) {
        if (!(error instanceof Error) || isPassing(error)) throw error;
        const isMissing = MISSING.has(error.name) || isUnlisted(error);
        // Whoever may not read is told neither that nothing is there nor that it is archived.
        if (isMissing || error.name === ARCHIVED) {
          isOpen = true;
          return isMissing ? 'missing' : 'refused';
        }
        if (!REFUSED.test(error.name)) throw error;
        refusal ??= error;
        return 'refused';
      }
    },
    end: () => {
      if (refusal && !isOpen) throw refusal;
    },
  };
}
