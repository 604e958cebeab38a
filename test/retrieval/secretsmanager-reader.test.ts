import { Opened } from '../../functions/retrieval/broker.ts';
import { retrievalSession } from '../../functions/retrieval/retrieval-session.ts';
import { secretsReader } from '../../functions/retrieval/secretsmanager-reader.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:voicemail-AbC123';
const VALUE = 'open-sesame';
const CREDENTIALS = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 'the-session' };
const json = (body: object, status = 200) => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

describe('secrets of a grant', () => {
  let aws: AwsEndpoint;
  beforeAll(async () => {
    aws = await startAwsEndpoint();
  });
  afterAll(() => aws.stop());
  const read = (arns = [ARN]) => secretsReader(aws.client)(arns, CREDENTIALS);

  it('are read with the credentials of its session, by ARN, as they are now', async () => {
    aws.answers(json({ ARN, SecretString: VALUE }), json({ ARN, SecretString: 'another' }));
    expect(await read()).toEqual({ [ARN]: VALUE });
    // Nothing is kept: a secret that was changed is the new one when the next grant is opened.
    expect(await read()).toEqual({ [ARN]: 'another' });
    expect(aws.sent.map(({ body }) => JSON.parse(body.toString()))).toEqual([
      { SecretId: ARN },
      { SecretId: ARN },
    ]);
    for (const { headers } of aws.sent) {
      expect(headers['x-amz-security-token']).toBe('the-session');
      expect(headers.authorization).toContain('Credential=ASIA1/');
    }
  });

  it('are text, and a fault where they are not there', async () => {
    aws.answers(json({ ARN, SecretBinary: 'AAEC' }));
    await expect(read()).rejects.toMatchObject({ name: 'InconsistentState' });
    aws.answers(json({ __type: 'ResourceNotFoundException', message: 'no' }, 400));
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    aws.answers(json({ __type: 'AccessDeniedException', message: 'no' }, 400));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('reach the connector by its clients, and none but those', () => {
    const opened = Opened.parse({
      is: 'open',
      grant: {
        account: 'acct-0001',
        service: 'voicemail',
        items: ['content.calls'],
        period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
      },
      credentials: CREDENTIALS,
      secrets: { [ARN]: VALUE },
      frozen: [],
      unfrozen: [],
    });
    if (opened.is !== 'open') throw new Error('not open');
    const { clients, close } = retrievalSession({ harvest: 'h', frozen: 'f' })(opened, 'harvest');
    expect(clients.secret(ARN)).toBe(VALUE);
    for (const other of [`${ARN}4`, 'voicemail', '', 'constructor', '__proto__'])
      expect(() => clients.secret(other)).toThrow('a secret that the grant does not need');
    close();
    expect(() => clients.secret(ARN)).toThrow('a secret that the grant does not need');
  });
});
