/**
 * Fetches a JWKS document for aws-jwt-verify. Its own fetcher speaks https only; the issuer of a private network may
 * not, and which address is asked is the deployer's setting, never a token's.
 */
export const jwksFetcher = {
  async fetch(uri: string): Promise<ArrayBuffer> {
    const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(1500) });
    if (!response.ok) throw new Error(`JWKS endpoint answered ${response.status}`);
    return response.arrayBuffer();
  },
};
