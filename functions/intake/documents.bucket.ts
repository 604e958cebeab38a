/** Where documents stand in their bucket, and the tag by which it lets go of them. Infrastructure reads both. */
export const keyOf = (authorityId: string, sha256: string) => `${authorityId}/${sha256}`;

/** `no` from the upload on, `yes` once a demand names the version. */
export const FILED_TAG = 'filed';
