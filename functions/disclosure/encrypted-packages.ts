import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';

/** A package as it stands, and which hand-over its copy is for. */
export type ToEncrypt = Pick<DisclosurePart, 'key' | 'versionId' | 'sha256'> & { fetch: number };

/** Makes copies of packages that the named recipients alone can read. */
export type EncryptedPackages = {
  /** @param recipients as age spells them, such as `age1…` */
  encrypt(stored: ToEncrypt, recipients: readonly string[]): Promise<{ key: string; versionId: string }>;
};

/**
 * What one call of an API encrypts in its twenty seconds and 512 MB: the package and its copy are held. A larger one is not
 * handed over to who enrolled a key, and never in the clear.
 */
export const MOST_ENCRYPTED = 64 * 1024 * 1024;
