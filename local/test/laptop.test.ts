import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteItemCommand, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  clientsOf,
  endLaptop,
  errorName,
  eventually,
  invoke,
  newStateFolder,
  processesOf,
  type RunningLaptop,
  runLaptop,
  synthesizeFixture,
} from './fixture/running-laptop.ts';

const THINGS = 'Fixture-Things';
const SEEN = 'Fixture-Seen';
const PACKAGES = 'fixture-packages';
const DOCUMENTS = 'fixture-documents';
const FLOW = 'arn:aws:states:us-east-1:000000000000:stateMachine:Fixture-Flow';

let assembly: string;
let state: string;
let laptop: RunningLaptop;
let clients: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  assembly = synthesizeFixture();
  state = newStateFolder();
  laptop = await runLaptop(assembly, state);
  clients = clientsOf(laptop);
});

afterAll(async () => {
  await endLaptop(laptop, 'SIGTERM');
  rmSync(state, { recursive: true, force: true });
  rmSync(assembly, { recursive: true, force: true });
});

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${laptop.apiUrl}${path}`, init);
const bearer = (token: string): RequestInit => ({ headers: { Authorization: `Bearer ${token}` } });

const itemOf = async (table: string, key: Record<string, string>) => {
  const Key = Object.fromEntries(Object.entries(key).map(([name, S]) => [name, { S }]));
  return (await clients.dynamo.send(new GetItemCommand({ TableName: table, Key }))).Item;
};

const tokenOf = (id: string): Promise<string> =>
  eventually(async () => (await itemOf(THINGS, { pk: `thing#${id}`, sk: 'token' }))?.token?.S);

const execution = (id: string) => `arn:aws:states:us-east-1:000000000000:execution:Fixture-Flow:${id}`;

const ended = (id: string) =>
  eventually(async () => {
    const described = await clients.sfn.send(new DescribeExecutionCommand({ executionArn: execution(id) }));
    return described.status === 'RUNNING' ? undefined : described;
  });

const queued = (queue: string): string[] =>
  readFileSync(join(state, 'sqs', `${queue}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).body);

describe('the API', () => {
  test('hands the function the event of a REST proxy integration', async () => {
    const response = await call('/things/a%20b?q=1&q=2&r=', {
      headers: { Authorization: 'Bearer olga', 'X-Twice': 'a' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(
      expect.objectContaining({
        resource: '/things/{id}',
        path: '/things/a%20b',
        httpMethod: 'GET',
        pathParameters: { id: 'a%20b' },
        queryStringParameters: { q: '2', r: '' },
        multiValueQueryStringParameters: { q: ['1', '2'], r: [''] },
        stageVariables: null,
        body: null,
        isBase64Encoded: false,
        headers: expect.objectContaining({ 'X-Twice': 'a' }),
        requestContext: expect.objectContaining({
          stage: 'live',
          path: '/things/a%20b',
          resourcePath: '/things/{id}',
          authorizer: { principalId: 'olga', authority: 'us-doj', level: '3' },
          identity: expect.objectContaining({ sourceIp: '127.0.0.1' }),
        }),
      }),
    );
  });

  const faults: [string, string, RequestInit, number, string][] = [
    ['no token', '/things/1', {}, 401, 'UnauthorizedException'],
    [
      'a token that is not of the form',
      '/things/1',
      { headers: { Authorization: 'Basic x' } },
      401,
      'UnauthorizedException',
    ],
    [
      'a token that the authorizer does not know',
      '/things/1',
      bearer('nobody'),
      401,
      'UnauthorizedException',
    ],
    ['a denied token', '/things/1', bearer('denied'), 403, 'AccessDeniedException'],
    ['a token for elsewhere', '/things/1', bearer('elsewhere'), 403, 'AccessDeniedException'],
    ['an authorizer that fails', '/things/1', bearer('broken'), 500, 'AuthorizerConfigurationException'],
    [
      'an authorizer that answers nonsense',
      '/things/1',
      bearer('shapeless'),
      500,
      'AuthorizerConfigurationException',
    ],
    ['a path that is not there', '/nothing', {}, 403, 'MissingAuthenticationTokenException'],
    [
      'a method that is not there',
      '/things',
      { method: 'DELETE' },
      403,
      'MissingAuthenticationTokenException',
    ],
    ['a path with an empty part', '//things', {}, 403, 'MissingAuthenticationTokenException'],
    ['a function that throws', '/open/crash', {}, 502, 'InternalServerErrorException'],
    ['a function that ends its process', '/open/exit', {}, 502, 'InternalServerErrorException'],
    ['a function that answers nonsense', '/open/nonsense', {}, 502, 'InternalServerErrorException'],
    ['a function that takes too long', '/open/slow', {}, 502, 'InternalServerErrorException'],
    [
      'a body over 10 MB',
      '/open/x',
      { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) },
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'a body over what a function takes',
      '/open/x',
      { method: 'POST', body: 'x'.repeat(7 * 1024 * 1024) },
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'headers over 10,240 bytes',
      '/open/x',
      { headers: { 'x-long': 'x'.repeat(10_240) } },
      431,
      'BadRequestException',
    ],
  ];

  test.each(faults)('answers %s as the gateway does', async (_name, path, init, status, type) => {
    const response = await call(path, init);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, type]);
    expect(await response.text()).not.toMatch(/crashed|at handler/);
  });

  test('renders a gateway response of the template', async () => {
    const response = await call('/things/1');
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      title: 'Unauthorized',
      requestId: response.headers.get('x-amzn-requestid'),
    });
  });

  test('gives bytes as bytes', async () => {
    const response = await call('/open/zip', { headers: { accept: 'application/zip' } });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([80, 75, 0, 255]);
  });

  test('runs a function in an environment of its own', async () => {
    expect(await (await call('/open/env')).json()).toEqual({
      name: 'Fixture-Api',
      path: null,
      things: THINGS,
    });
  });

  test('gives addresses of the API that lead to it', () => {
    expect(laptop.outputs).toMatchObject({ ApiUrl: `${laptop.apiUrl}/`, IssuerUrl: laptop.issuer });
  });
});

describe('a workflow', () => {
  test('runs from a request through tasks and a Map to a decision', async () => {
    const filed = await call('/things', {
      method: 'POST',
      body: JSON.stringify({ id: 'w1' }),
      ...bearer('olga'),
    });
    expect(filed.status).toBe(202);
    const taskToken = await tokenOf('w1');
    await clients.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"answer":"yes"}' }));
    const { status, output = '' } = await ended('w1');
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output)).toEqual({
      id: 'w1',
      work: { count: 1, items: ['a', 'b', 'c'] },
      each: ['a!', 'b!', 'c!'].map((item) => ({ item, execution: 'w1', input: { id: 'w1' } })),
      decision: { answer: 'yes' },
    });
    expect(await errorName(clients.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' })))).toBe(
      'TaskTimedOut',
    );
  });

  const start = (name: string, id = name) =>
    clients.sfn.send(
      new StartExecutionCommand({ stateMachineArn: FLOW, name, input: JSON.stringify({ id }) }),
    );

  test('retries an error by its name', async () => {
    await start('flaky1');
    await tokenOf('flaky1');
    expect((await itemOf(THINGS, { pk: 'thing#flaky1', sk: 'work' }))?.tries?.N).toBe('2');
  });

  test('fails with the name of an error that nobody catches', async () => {
    await start('broken1');
    const { status, error, cause = '' } = await ended('broken1');
    expect([status, error]).toEqual(['FAILED', 'TypeError']);
    expect(JSON.parse(cause)).toMatchObject({ errorType: 'TypeError', errorMessage: 'not so' });
  });

  test('goes where an answer sends it', async () => {
    await start('refused1');
    const taskToken = await tokenOf('refused1');
    await clients.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'No', cause: 'not lawful' }));
    expect(await ended('refused1')).toMatchObject({ status: 'FAILED', error: 'No', cause: 'not lawful' });
  });

  test('starts once for a name and an input, while it is open', async () => {
    const [first, again] = await Promise.all([start('once1'), start('once1')]);
    expect(again.executionArn).toBe(first.executionArn);
    expect(await errorName(start('once1', 'other'))).toBe('ExecutionAlreadyExists');
    await clients.sfn.send(new SendTaskSuccessCommand({ taskToken: await tokenOf('once1'), output: '{}' }));
    await ended('once1');
    expect(await errorName(start('once1'))).toBe('ExecutionAlreadyExists');
  });

  test.each([
    ['nonsense', 'InvalidToken'],
    [`${'a'.repeat(32)}.${'b'.repeat(43)}`, 'TaskDoesNotExist'],
  ])('does not take the token %s', async (taskToken, name) => {
    expect(await errorName(clients.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' })))).toBe(
      name,
    );
  });
});

describe('a stream', () => {
  test('brings what its filter wants to the function, and parks what never works', async () => {
    const ids = ['s1', 's2', 'poison', 's3', 's4'];
    await clients.dynamo.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [THINGS]: [...ids.map((id) => [id, 'event#1']), ['s9', 'other']].map(([id, sk = '']) => ({
            PutRequest: { Item: { pk: { S: `thing#${id}` }, sk: { S: sk } } },
          })),
        },
      }),
    );
    const parked = await eventually(() =>
      queued('Fixture-Parked').length > 0 ? queued('Fixture-Parked') : undefined,
    );
    await eventually(() => itemOf(SEEN, { id: 'thing#s4/event#1' }));
    for (const id of ['s1', 's2', 's3']) {
      expect(await itemOf(SEEN, { id: `thing#${id}/event#1` })).toMatchObject({ last: { S: 'INSERT' } });
    }
    expect(await itemOf(SEEN, { id: 'thing#s9/other' })).toBeUndefined();
    expect(parked).toHaveLength(1);
    expect(JSON.parse(parked[0] ?? '')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });
});

describe('an event bus', () => {
  test('passes an event on to the rules that it matches', async () => {
    const put = (Detail: string) =>
      clients.events.send(
        new PutEventsCommand({
          Entries: [{ EventBusName: 'fixture-bus', Source: 'fixture', DetailType: 'filed', Detail }],
        }),
      );
    await put('{"id":"e1","urgent":false}');
    await put('{"id":"e2","urgent":true}');
    await eventually(() => itemOf(SEEN, { id: 'tick#e2' }));
    expect(await itemOf(SEEN, { id: 'tick#e1' })).toBeUndefined();
    expect(queued('Fixture-Followed').map((body) => JSON.parse(body).detail.id)).toEqual(['e2']);
    expect((await put('not json')).FailedEntryCount).toBe(1);
  });
});

describe('rights', () => {
  test('a session reads what its policy names, by its key and its attributes, and nothing else', async () => {
    for (const id of ['mine', 'other']) {
      await clients.dynamo.send(
        new PutItemCommand({
          TableName: THINGS,
          Item: { pk: { S: `thing#${id}` }, sk: { S: 'thing' }, owner: { S: id } },
        }),
      );
      await clients.s3.send(new PutObjectCommand({ Bucket: DOCUMENTS, Key: `${id}/mail`, Body: id }));
    }
    expect(await invoke(laptop, 'Reader', { allowed: 'mine', wanted: 'mine' })).toMatchObject({
      payload: {
        get: 'ok',
        getUnprojected: 'AccessDeniedException',
        query: 'ok',
        scan: 'AccessDeniedException',
        object: 'ok',
      },
    });
    expect(await invoke(laptop, 'Reader', { allowed: 'mine', wanted: 'other' })).toMatchObject({
      payload: { get: 'AccessDeniedException', query: 'AccessDeniedException', object: 'AccessDenied' },
    });
  });

  test('a wrong secret, an unknown key and no signature are turned away', async () => {
    const with_ = (accessKeyId: string, secretAccessKey: string) =>
      new STSClient({
        endpoint: laptop.awsEndpoint,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey },
      });
    const { accessKeyId, secretAccessKey } = laptop.credentials;
    const ask = new GetCallerIdentityCommand({});
    expect(await errorName(with_(accessKeyId, 'wrong').send(ask))).toBe('InvalidSignatureException');
    expect(await errorName(with_('AKIANOBODY', secretAccessKey).send(ask))).toBe(
      'UnrecognizedClientException',
    );
    expect((await fetch(laptop.awsEndpoint)).status).toBe(403);
  });

  const object = { Bucket: PACKAGES, Key: 'unknown' };
  test.each<[string, () => Promise<unknown>]>([
    ['secretsmanager:ListSecrets', () => clients.secrets.send(new ListSecretsCommand({}))],
    ['kms:CreateKey', () => clients.kms.send(new CreateKeyCommand({}))],
    ['kms:Encrypt', () => clients.kms.send(new EncryptCommand({ KeyId: 'k', Plaintext: Buffer.from('p') }))],
    ['s3 PUT copy', () => clients.s3.send(new CopyObjectCommand({ ...object, CopySource: 'a/b' }))],
    ['s3 GET uploads of a bucket', () => clients.s3.send(new ListMultipartUploadsCommand(object))],
    ['s3 GET tagging', () => clients.s3.send(new GetObjectTaggingCommand(object))],
    [
      'states:RedriveExecution',
      () => clients.sfn.send(new RedriveExecutionCommand({ executionArn: execution('w1') })),
    ],
  ])('what is not played is refused by its name: %s', async (name, ask) => {
    await expect(ask()).rejects.toThrow(`The laptop does not play ${name}.`);
  });
});

describe('objects', () => {
  const put = (key: string, rest: object = {}) =>
    clients.s3.send(new PutObjectCommand({ Bucket: PACKAGES, Key: key, Body: `content of ${key}`, ...rest }));

  test('are listed by the beginnings of their keys, page by page', async () => {
    for (const key of ['list/b/2', 'list/a', 'list/b/1', 'list/c']) await put(key);
    const list = (rest: object) =>
      clients.s3.send(new ListObjectsV2Command({ Bucket: PACKAGES, Prefix: 'list/', ...rest }));
    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    expect([
      first.Contents?.map(({ Key }) => Key),
      first.CommonPrefixes?.map(({ Prefix }) => Prefix),
    ]).toEqual([['list/a'], ['list/b/']]);
    const rest = await list({ Delimiter: '/', ContinuationToken: first.NextContinuationToken });
    expect([rest.Contents?.map(({ Key }) => Key), rest.IsTruncated]).toEqual([['list/c'], false]);
    const all = await list({});
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(['list/a', 'list/b/1', 'list/b/2', 'list/c']);
  });

  test('come back whole, in part and by version, with what was said of them', async () => {
    const { VersionId } = await put('a/1', { ContentType: 'text/plain', Metadata: { kind: 'mail' } });
    await put('a/1', { Body: 'newer' });
    const get = async (rest: object = {}) =>
      clients.s3.send(new GetObjectCommand({ Bucket: PACKAGES, Key: 'a/1', ...rest }));
    const old = await get({ VersionId });
    expect([await old.Body?.transformToString(), old.ContentType, old.Metadata]).toEqual([
      'content of a/1',
      'text/plain',
      { kind: 'mail' },
    ]);
    expect(await (await get()).Body?.transformToString()).toBe('newer');
    const part = await get({ VersionId, Range: 'bytes=8-9' });
    expect([await part.Body?.transformToString(), part.ContentRange]).toEqual(['of', 'bytes 8-9/14']);
    expect(await errorName(get({ Range: 'bytes=99-' }))).toBe('InvalidRange');
    expect(await errorName(clients.s3.send(new GetObjectCommand({ Bucket: PACKAGES, Key: 'a/2' })))).toBe(
      'NoSuchKey',
    );
  });

  test('are created once where the caller asks for that, even by two at the same time', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => errorName(put('once', { IfNoneMatch: '*' }))));
    expect(outcomes.sort()).toEqual(['PreconditionFailed', 'PreconditionFailed', 'no error']);
  });

  test('are refused when they are not what their checksum says', async () => {
    const ChecksumSHA256 = createHash('sha256').update('else').digest('base64');
    expect(await errorName(put('b', { ChecksumSHA256 }))).toBe('BadDigest');
  });

  test('that are locked stay until their time, whoever asks', async () => {
    const outcome = await invoke(laptop, 'Seal', { key: 'sealed/1' });
    const { publicKey, raw, byDigest, versionId } = JSON.parse(JSON.stringify(outcome.payload));
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    for (const signature of [raw, byDigest]) {
      expect(verify('sha256', Buffer.from('sealed sealed/1'), key, Buffer.from(signature, 'base64'))).toBe(
        true,
      );
    }
    const remove = new DeleteObjectCommand({ Bucket: PACKAGES, Key: 'sealed/1', VersionId: versionId });
    expect(await errorName(clients.s3.send(remove))).toBe('AccessDenied');
    const object = { Bucket: PACKAGES, Key: 'sealed/1' };
    await clients.s3.send(new DeleteObjectCommand(object));
    expect(await errorName(clients.s3.send(new GetObjectCommand(object)))).toBe('NoSuchKey');
    const kept = await clients.s3.send(new GetObjectCommand({ ...object, VersionId: versionId }));
    expect(await kept.Body?.transformToString()).toBe('sealed sealed/1');
  });

  test('are put and fetched by links that hold as long as they say', async () => {
    const upload = await getSignedUrl(
      clients.s3,
      new PutObjectCommand({ Bucket: PACKAGES, Key: 'link', ContentType: 'text/plain' }),
      {
        expiresIn: 60,
        signableHeaders: new Set(['content-type']),
      },
    );
    const send = (type: string) =>
      fetch(upload, { method: 'PUT', body: 'by link', headers: { 'content-type': type } });
    expect((await send('text/html')).status).toBe(403);
    expect((await send('text/plain')).status).toBe(200);
    const link = await getSignedUrl(clients.s3, new GetObjectCommand({ Bucket: PACKAGES, Key: 'link' }), {
      expiresIn: 60,
    });
    expect(await (await fetch(link)).text()).toBe('by link');
    expect((await fetch(link.replace('/link?', '/once?'))).status).toBe(403);
    const old = await getSignedUrl(clients.s3, new GetObjectCommand({ Bucket: PACKAGES, Key: 'link' }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 120_000),
    });
    expect(await (await fetch(old)).text()).toContain('Request has expired');
  });
});

describe('secrets', () => {
  const text = async (SecretId = 'fixture-secret') =>
    (await clients.secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';

  test('begin as something that nobody knows, and are what was last put', async () => {
    const first = await text();
    expect(first.length).toBeGreaterThanOrEqual(32);
    const { ARN = '' } = await clients.secrets.send(
      new GetSecretValueCommand({ SecretId: 'fixture-secret' }),
    );
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:\d{12}:secret:fixture-secret-\w{6}$/);
    await clients.secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'open-sesame' }));
    expect([await text(), await text(ARN)]).toEqual(['open-sesame', 'open-sesame']);
    const before = new GetSecretValueCommand({ SecretId: ARN, VersionStage: 'AWSPREVIOUS' });
    expect(await errorName(clients.secrets.send(before))).toBe('ResourceNotFoundException');
    expect(await errorName(text('another'))).toBe('ResourceNotFoundException');
  });

  test('are read by a session whose policy names them, and by no other', async () => {
    const own = { allowed: 'mine', wanted: 'mine' };
    expect(await invoke(laptop, 'Reader', own)).toMatchObject({
      payload: { secret: 'AccessDeniedException' },
    });
    expect(await invoke(laptop, 'Reader', { ...own, withSecret: true })).toMatchObject({
      payload: { secret: 'ok' },
    });
  });
});

describe('the end', () => {
  test('a second laptop on the same state is refused', async () => {
    await expect(runLaptop(assembly, state)).rejects.toThrow('already runs');
  });

  test('kill -9 loses nothing and leaves nothing', async () => {
    await clients.sfn.send(
      new StartExecutionCommand({ stateMachineArn: FLOW, name: 'killed1', input: '{"id":"killed1"}' }),
    );
    const lost = await tokenOf('killed1');
    const { awsEndpoint, issuer } = laptop;
    await endLaptop(laptop, 'SIGKILL');
    await eventually(() => (processesOf(state).length === 0 ? true : undefined), 5000);

    laptop = await runLaptop(assembly, state);
    clients = clientsOf(laptop);
    expect([laptop.awsEndpoint, laptop.issuer]).toEqual([awsEndpoint, issuer]);
    expect(await itemOf(THINGS, { pk: 'thing#w1', sk: 'thing' })).toBeDefined();
    expect((await ended('w1')).status).toBe('SUCCEEDED');
    const object = await clients.s3.send(new GetObjectCommand({ Bucket: PACKAGES, Key: 'link' }));
    expect(await object.Body?.transformToString()).toBe('by link');
    const secret = await clients.secrets.send(new GetSecretValueCommand({ SecretId: 'fixture-secret' }));
    expect(secret.SecretString).toBe('open-sesame');
    const taskToken = await eventually(async () => {
      const token = await tokenOf('killed1');
      return token === lost ? undefined : token;
    });
    expect(
      await errorName(clients.sfn.send(new SendTaskSuccessCommand({ taskToken: lost, output: '{}' }))),
    ).toBe('TaskDoesNotExist');
    await clients.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    expect((await ended('killed1')).status).toBe('SUCCEEDED');
    const { Items: seen = [] } = await clients.dynamo.send(new ScanCommand({ TableName: SEEN }));
    expect(seen.filter(({ id }) => id?.S === 'thing#s1/event#1').map(({ times }) => times?.N)).toEqual(['1']);
  });

  test('SIGTERM ends it with 0, and leaves no process', async () => {
    expect(await endLaptop(laptop, 'SIGTERM')).toBe(0);
    await eventually(() => (processesOf(state).length === 0 ? true : undefined), 3000);
  });
});
