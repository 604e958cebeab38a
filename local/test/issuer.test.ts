import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { mintToken } from '../issuer/mint-token.ts';
import { readPeople } from '../issuer/person.ts';
import { moveIssuer, openIssuer } from '../issuer/signing-key.ts';
import { listenAsBefore } from '../state/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an issuer keeps its key when it moves', async () => {
  const path = join(folder, 'issuer.json');
  const { publicJwk } = await openIssuer(path);
  await moveIssuer(path, 9123);
  expect(await openIssuer(path)).toMatchObject({ url: 'http://127.0.0.1:9123', port: 9123, publicJwk });
});

test('a token carries the roles that were asked for, several where several were, and a session of its own or a given one', async () => {
  const issuer = await openIssuer(join(folder, 'minting.json'));
  const mint = async (session?: string) =>
    decodeJwt(
      await mintToken(issuer, {
        sub: 'eve',
        roles: ['agent', 'cleared-auditor'],
        authority: 'us-fbi',
        session,
      }),
    );
  const [one, other, given] = [await mint(), await mint(), await mint('s-1')];
  expect(one).toMatchObject({
    sub: 'eve',
    token_use: 'id',
    'cognito:groups': ['agent', 'cleared-auditor'],
    'custom:authority': 'us-fbi',
  });
  expect(one.origin_jti).not.toEqual(other.origin_jti);
  expect(given.origin_jti).toBe('s-1');
});

test.each([
  ['half a file', (whole: string) => whole.slice(0, 100)],
  ['no port', (whole: string) => whole.replace(/"port":\d+/, '"port":null')],
  ['no key', (whole: string) => whole.replace('"kty":"RSA"', '"kty":"EC"')],
  ['a list', () => '[]'],
])('an issuer.json with %s is answered with what to delete', async (_name, spoil) => {
  const path = join(folder, 'spoilt.json');
  await openIssuer(path);
  const spoilt = spoil(readFileSync(path, 'utf8'));
  writeFileSync(path, spoilt);
  const message = `${path} cannot be read. Delete it; tokens from before are then no longer good.`;
  await expect(openIssuer(path)).rejects.toThrow(message);
  await expect(moveIssuer(path, 9123)).rejects.toThrow(message);
  expect(readFileSync(path, 'utf8')).toBe(spoilt);
  rmSync(path);
});

test('a broken ports.json is answered with what to delete', async () => {
  const path = join(folder, 'ports.json');
  writeFileSync(path, '{"aws":');
  await expect(listenAsBefore(createServer(), path, 'aws')).rejects.toThrow(
    `${path} cannot be read. Delete it; links that were handed out before are then no longer good.`,
  );
});

test('a port that is none is forgotten', async () => {
  const path = join(folder, 'odd-ports.json');
  writeFileSync(path, '{"aws":99999}');
  const server = createServer();
  const port = await listenAsBefore(server, path, 'aws');
  server.close();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ aws: port });
});

test('the people of the samples are people whom the issuer can sign in; a project without any has none', () => {
  const people = readPeople(join(import.meta.dirname, '../../examples/people.json'));
  expect(people).toContainEqual(
    expect.objectContaining({ sub: 'olga', roles: ['agent'], authority: 'us-usao-ndca' }),
  );
  expect(people.filter(({ roles, authority }) => roles.includes('agent') && authority === undefined)).toEqual(
    [],
  );
  expect(readPeople(join(folder, 'nobody.json'))).toEqual([]);
  writeFileSync(join(folder, 'kings.json'), '[{"name":"rex","roles":["king"],"does":"Reigns."}]');
  expect(() => readPeople(join(folder, 'kings.json'))).toThrow('king is no role');
});
