import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CredentialStore, type Credentials } from '../aws/credentials.ts';
import { answerOf, createEndpoint } from '../aws/endpoint.ts';
import { stsService } from '../aws/sts.ts';
import { Authorizer } from '../iam/authorizer.ts';
import { listen, portOf } from '../state/ports.ts';
import { errorName } from './fixture/running-laptop.ts';

const ROLE = 'arn:aws:iam::000000000000:role/retrieve';
const store = new CredentialStore(join(mkdtempSync(join(tmpdir(), 'laptop-credentials-')), 'secret'));
const said: string[] = [];
let server: Server;

beforeAll(async () => {
  server = createEndpoint(
    answerOf({
      services: () => ({ sts: stsService({ authorizer: new Authorizer(new Map()), store }) }),
      store,
      report: (line) => said.push(line),
      usage: () => ({}),
      called: () => {},
    }),
  );
  await listen(server, 0);
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const whoAmI = (credentials: Credentials, systemClockOffset = 0, at = server) => {
  const endpoint = `http://127.0.0.1:${portOf(at)}`;
  const client = new STSClient({
    endpoint,
    region: 'us-east-1',
    credentials,
    systemClockOffset,
    maxAttempts: 1,
  });
  return client.send(new GetCallerIdentityCommand({}));
};

const session = (expiresAt: number): Credentials =>
  store.forSession(
    {
      arn: 'arn:aws:sts::000000000000:assumed-role/retrieve/demand-1',
      roleArn: ROLE,
      sessionPolicy: undefined,
      tags: {},
      sourceIdentity: undefined,
      chained: true,
    },
    expiresAt,
  );

test('a session is who it was assumed as', async () => {
  const { Arn } = await whoAmI(session(Date.now() + 1000));
  expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/retrieve/demand-1');
});

test('a session that is over is told so', async () => {
  expect(await errorName(whoAmI(session(Date.now() - 1)))).toBe('ExpiredToken');
});

test('a session without its token, or with that of another, is nobody', async () => {
  const { sessionToken: _, ...bare } = session(Date.now() + 1000);
  expect(await errorName(whoAmI(bare))).toBe('InvalidClientTokenId');
  expect(await errorName(whoAmI({ ...bare, sessionToken: 'x' }))).toBe('InvalidClientTokenId');
});

test('a clock that is off by an hour is refused', async () => {
  expect(await errorName(whoAmI(store.administrator, -3_600_000))).toBe('RequestTimeTooSkewed');
});

test('who calls before the laptop has started is told to try again', async () => {
  const starting = createEndpoint(
    answerOf({
      services: () => ({}),
      store,
      report: () => {},
      usage: () => ({}),
      called: () => {},
    }),
  );
  await listen(starting, 0);
  const outcome = await errorName(whoAmI(store.administrator, 0, starting));
  starting.close();
  starting.closeAllConnections();
  expect(outcome).toBe('ServiceUnavailable');
});

test('the credentials of a role are the same at the next start, and of no other role', () => {
  expect(store.forRole(ROLE, 'f')).toEqual(store.forRole(ROLE, 'f'));
  expect(store.forRole(ROLE, 'f').secretAccessKey).not.toBe(store.forRole(`${ROLE}2`, 'f').secretAccessKey);
});

/** A signed GetCallerIdentity, made by hand after AWS's description, so that it can be spoilt on its way. */
function byHand(spoil: { body?: string; query?: string; tag?: string; time?: string } = {}) {
  const { accessKeyId, secretAccessKey } = store.administrator;
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const host = `127.0.0.1:${portOf(server)}`;
  const scope = `${time.slice(0, 8)}/eu-west-1/sts/aws4_request`;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const signedHeaders = 'host;x-amz-date;x-tag';
  const canonical = `POST\n/\na=1&a=2&a-b=&b=x%20%2B\nhost:${host}\nx-amz-date:${time}\nx-tag:a b\n\n${signedHeaders}\n${hash(body)}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`).toString('hex');
  return fetch(`http://${host}/?${spoil.query ?? 'b=x%20%2B&a-b&a=2&a=1'}`, {
    method: 'POST',
    body: spoil.body ?? body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': spoil.time ?? time,
      'x-tag': spoil.tag ?? ' a  b ',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    },
  });
}

test('a request that came as it was signed is let in, whoever signed it', async () => {
  const answer = await byHand();
  expect(await answer.text()).toContain('<Arn>arn:aws:iam::000000000000:root</Arn>');
});

test.each([
  ['body', { body: 'Action=AssumeRole&Version=2011-06-15' }, 'InvalidSignatureException'],
  ['query', { query: 'b=x%20%2B&a-b&a=2&a=1&c=3' }, 'InvalidSignatureException'],
  ['header', { tag: 'a c' }, 'InvalidSignatureException'],
  ['day', { time: '20260101T000000Z' }, 'IncompleteSignatureException'],
])('a request whose %s changed on its way is refused', async (_part, spoil, code) => {
  const answer = await byHand(spoil);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(code)]);
});
