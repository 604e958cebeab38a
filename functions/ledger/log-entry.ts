/**
 * The entries of the log: a line of text each, without its LF. A member is an id, a number or a hash in lower-case hex, so
 * that one line is written in one way only.
 */

/** That an event was written. Its hash covers a salt, so that nobody finds out what it says by guessing. */
export const eventEntry = ({ demandId, seq, hash }: { demandId: string; seq: number; hash: string }) =>
  `event ${demandId} ${seq} ${hash}`;

/** That a package was sealed: what its reader can check without seeing the event. */
export const disclosureEntry = (demandId: string, packageSha256: string) =>
  `disclosure ${demandId} ${packageSha256}`;

/** That a package was handed over, as the receipt of that says whose SHA-256 this is. */
export const receiptEntry = (demandId: string, receiptSha256: string) =>
  `receipt ${demandId} ${receiptSha256}`;

/** That an edition of a report was published: the hash of its JSON, from which its CSV is drawn. */
export const editionEntry = (period: string, edition: number, sha256: string) =>
  `edition ${period} ${edition} ${sha256}`;
