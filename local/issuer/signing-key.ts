import { existsSync } from 'node:fs';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { freePort, isPort } from '../state/ports.ts';
import { BrokenStateFile } from '../state/start-fault.ts';
import { asObject, asString, parseJson } from '../template/json.ts';

/** RS256, as Cognito signs. */
export const ALGORITHM = 'RS256';

export type IssuerIdentity = {
  /** The `iss` of every token. It stays what it was, even where its port is taken and the keys are served elsewhere. */
  readonly url: string;
  readonly port: number;
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
};

const addressAt = (port: number): { url: string; port: number } => ({
  url: `http://127.0.0.1:${port}`,
  port,
});

async function create(path: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const port = await freePort();
  // Whoever was first made the key; a token minted meanwhile must stay good.
  if (existsSync(path)) return;
  const key = { ...(await exportJWK(privateKey)), kid: 'due-process-local', alg: ALGORITHM, use: 'sig' };
  writeAtomically(path, JSON.stringify({ ...addressAt(port), key }));
}

/** Moves an issuer to another port, and its name with it: tokens from before are no longer good. */
export async function moveIssuer(path: string, port: number): Promise<void> {
  await openIssuer(path);
  const record = asObject(parseJson(readIfPresent(path) ?? '', path), path);
  if (record.port !== port) writeAtomically(path, JSON.stringify({ ...record, ...addressAt(port) }));
}

/** Opens the issuer of a state folder, and makes one where there is none. */
export async function openIssuer(path: string): Promise<IssuerIdentity> {
  if (readIfPresent(path) === undefined) await create(path);
  try {
    return await read(path);
  } catch (error) {
    throw new BrokenStateFile(path, 'tokens from before are then no longer good', error);
  }
}

async function read(path: string): Promise<IssuerIdentity> {
  const record = asObject(parseJson(readIfPresent(path) ?? '', path), path);
  const jwk = asObject(record.key, path);
  const text = (name: string): string => asString(jwk[name], name);
  const publicJwk = {
    kty: text('kty'),
    n: text('n'),
    e: text('e'),
    kid: text('kid'),
    alg: ALGORITHM,
    use: 'sig',
  };
  const secret = { d: text('d'), p: text('p'), q: text('q'), dp: text('dp'), dq: text('dq'), qi: text('qi') };
  const privateKey = await importJWK({ ...publicJwk, ...secret }, ALGORITHM);
  if (privateKey instanceof Uint8Array) throw new Error('the key is not an RSA key');
  const { port } = record;
  if (!isPort(port)) throw new Error('the port is not one');
  return {
    url: asString(record.url, 'url'),
    port,
    keyId: publicJwk.kid,
    privateKey,
    publicJwk,
  };
}
