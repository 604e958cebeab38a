import { createServer, type Server } from 'node:http';
import { listen, portOf } from '../state/ports.ts';
import { ALGORITHM, type IssuerIdentity } from './signing-key.ts';

export type IssuerServer = {
  readonly jwksUri: string;
  readonly server: Server;
};

/** Serves what a verifier of tokens needs: the discovery document and the public key. */
export async function serveIssuer(issuer: IssuerIdentity): Promise<IssuerServer> {
  const server = createServer((request, response) => {
    const base = `http://127.0.0.1:${portOf(server)}`;
    const documents: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': {
        issuer: issuer.url,
        jwks_uri: `${base}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: [ALGORITHM],
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
      },
      '/.well-known/jwks.json': { keys: [issuer.publicJwk] },
    };
    const document = documents[request.url ?? ''];
    response.setHeader('content-type', 'application/json');
    response
      .writeHead(document === undefined ? 404 : 200)
      .end(JSON.stringify(document ?? { message: 'Not Found' }));
  });
  if (!(await listen(server, issuer.port))) await listen(server, 0);
  return { server, jwksUri: `http://127.0.0.1:${portOf(server)}/.well-known/jwks.json` };
}
