/** One use of a `jti` by one authority: for which request, as a hash. */
export type Nonce = { authorityId: string; jtiHash: string; usedFor: string; expiresAt: number };

export type NonceStore = {
  /** Marks it as used; `used` where it was, for another request. A request that is tried again uses it again. */
  use(nonce: Nonce): Promise<'ours' | 'used'>;
};
