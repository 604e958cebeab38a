import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';

/** A package as it stands, and which hand-over its copy is for. */
export type ToEncrypt = Pick<DisclosurePart, 'key' | 'versionId' | 'sha256'> & { fetch: number };

/** Makes copies of packages that the named recipients alone can read. */
export type EncryptedPackages = {
  /** @param recipients as age spells them, such as `age1…` */
  encrypt(stored: ToEncrypt, recipients: readonly string[]): Promise<{ key: string; versionId: string }>;
};

/** Has the copy made that the ledger was told of: it is asked for again until it is there. */
export type CopyMaker = { begin(wanted: { demandId: string; volume: number }): Promise<void> };

/**
 * What one call of an API encrypts in its twenty seconds and 512 MB: the package and its copy are held. Copies of a larger one
 * are made by a function of their own.
 */
export const MOST_ENCRYPTED = 64 * 1024 * 1024;
