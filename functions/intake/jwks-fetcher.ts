import { assertIsJwks } from 'aws-jwt-verify/jwk';

/** The issuer's keys cannot be had now: a fault of ours or of theirs, and not a bad token. */
export class IssuerAway extends Error {
  override readonly name = 'IssuerAway';
}

/**
 * Fetches a JWKS document for aws-jwt-verify. Its own fetcher speaks https only; the issuer of a private network may
 * not, and which address is asked is the deployer's setting, never a token's.
 */
export const jwksFetcher = {
  async fetch(uri: string): Promise<ArrayBuffer> {
    try {
      const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(1500) });
      if (!response.ok) throw new IssuerAway(`the issuer answered ${response.status}`);
      const keys = await response.arrayBuffer();
      // A page that says "back soon" is no reason to call every token bad.
      assertIsJwks(JSON.parse(new TextDecoder().decode(keys)));
      return keys;
    } catch (error) {
      throw new IssuerAway('the issuer could not be asked for its keys', { cause: error });
    }
  },
};
