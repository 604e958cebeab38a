/**
 * For agents: the header `Filing-Signature` over the bytes of a demand. Send exactly these bytes (`curl --data-binary`).
 *
 *   npm run -s sign -- FILE --key KEY       KEY is a private JWK with kid and alg, as --new writes it
 *   npm run -s sign -- --new KEY [--kid ID] makes a key of ES256, and prints what the register enrols of it
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { exportJWK, FlattenedSign, generateKeyPair, importJWK, type JWK } from 'jose';
import { SIGNATURE_TYPE } from '../functions/intake/filing-signature.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readInput, readJsonInput, runScript } from './input-file.ts';

const USAGE = 'npm run -s sign -- (FILE --key KEY | --new KEY [--kid ID])';
const OPTIONS = { key: { type: 'string' }, new: { type: 'string' }, kid: { type: 'string' } } as const;

async function makeKey(file: string, kid: string): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const text = JSON.stringify({ ...(await exportJWK(privateKey)), kid, alg: 'ES256' });
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new InputError(`${file}: it is there already, or cannot be written`);
  }
  const from = new Date().toISOString();
  console.log(JSON.stringify({ kid, alg: 'ES256', jwk: await exportJWK(publicKey), from }, undefined, 2));
}

/** The compact JWS of bytes, without them (RFC 7515, appendix F). */
export async function signFiling(body: Uint8Array, { kid, alg, ...jwk }: JWK, now: Date): Promise<string> {
  const header = { typ: SIGNATURE_TYPE, alg: alg ?? '', kid: kid ?? '' };
  const moment = { iat: Math.floor(now.getTime() / 1000), jti: randomUUID() };
  const { protected: encoded, signature } = await new FlattenedSign(body)
    .setProtectedHeader({ ...header, ...moment })
    .sign(await importJWK(jwk, header.alg));
  return `${encoded}..${signature}`;
}

async function sign(file: string, keyFile: string): Promise<void> {
  readInput(file);
  const key = readJsonInput(keyFile) as JWK;
  try {
    console.log(await signFiling(readFileSync(file), key, new Date()));
  } catch {
    throw new InputError(`${keyFile}: this is no private JWK with kid and alg`);
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(USAGE, { options: OPTIONS, allowPositionals: true });
  const [file, ...more] = positionals;
  const isNew = values.new !== undefined && file === undefined && values.key === undefined;
  if (values.kid !== undefined && !(isNew && /^[A-Za-z0-9._-]{1,64}$/.test(values.kid)))
    throw wrongArguments('--kid names a new key: letters, digits, dots, _ and -, 64 at most', USAGE);
  if (isNew) await makeKey(values.new ?? '', values.kid ?? `key-${new Date().toISOString().slice(0, 10)}`);
  else if (file !== undefined && values.key !== undefined && more.length === 0 && values.new === undefined)
    await sign(file, values.key);
  else throw wrongArguments('Name a demand and a key, or a key to make', USAGE);
  return 0;
}

if (import.meta.main) await runScript(main);
