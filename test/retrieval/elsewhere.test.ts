import { STSClient } from '@aws-sdk/client-sts';
import { SERVICES } from '../../functions/provider/services.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import { assumeSession } from '../../functions/retrieval/assume-session.ts';
import { readingRoleOf } from '../../functions/retrieval/reading.env.ts';
import { retrievalSession } from '../../functions/retrieval/retrieval-session.ts';
import { secretsReader } from '../../functions/retrieval/secretsmanager-reader.ts';
import { compilePolicyElsewhere } from '../../functions/retrieval/session-policy.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { parsePolicy } from '../../local/iam/statement.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';
import { PLACE } from '../kit/guarded-clients.ts';

const THERE = {
  roleArn: 'arn:aws:iam::111122223333:role/due-process-mail-reader',
  region: 'eu-west-1',
  externalId: 'due-process-mail-7Q2W',
};
const STORES = { tables: { mail: 'mail-index' }, buckets: { mail: 'mail-bytes' }, secrets: {} };
const ITEMS = ['content.mail'];
const GRANT = {
  account: 'acct-0001',
  service: 'mail',
  items: ITEMS,
  period: { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' },
};
const KEY = { demandId: 'd-0001', round: 1, grant: 0 };
const NOTHING_FROZEN = { frozen: [], unfrozen: [] };
const given = (name: string) => ({
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  ),
});

describe('a session for stores elsewhere', () => {
  let aws: AwsEndpoint;
  let sts: STSClient;
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    sts = new STSClient(aws.client);
  });
  afterAll(async () => {
    sts.destroy();
    await aws.stop();
  });
  const asked = () => aws.sent.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));
  const keyOf = (index: number) =>
    /Credential=(\w+)\//.exec(aws.sent[index]?.headers.authorization ?? '')?.[1];
  const assume = () =>
    assumeSession({
      stsOf: (credentials) => (credentials ? new STSClient({ ...aws.client, credentials }) : sts),
      readingRoleOf: () => THERE,
      roleArn: PLACE.roleArn,
      harvestBucket: 'harvest',
      frozenBucket: 'frozen',
      storesOf: () => STORES,
      readSecrets: async () => ({}),
    });

  it('is of the role there, taken by a session that may do nothing else, with the policy, demand and tags of its grant', async () => {
    aws.sent.length = 0;
    aws.answers(given('FIRST'), given('SECOND'), given('THERE'));
    const session = await assume()(KEY, { grant: GRANT, service: 'mail', ...NOTHING_FROZEN });
    const calls = asked();
    const there = calls.findIndex(({ RoleArn }) => RoleArn === THERE.roleArn);
    expect(calls.map(({ RoleArn }) => RoleArn)).toEqual([PLACE.roleArn, PLACE.roleArn, THERE.roleArn]);
    const actions = ({ Policy = '' }: Record<string, string>) =>
      parsePolicy(JSON.parse(Policy)).flatMap((statement) => statement.actions);
    const going = calls.findIndex((call) => actions(call).includes('sts:AssumeRole'));
    expect(actions(calls[going] ?? {})).toEqual([
      'sts:AssumeRole',
      'sts:SetSourceIdentity',
      'sts:TagSession',
    ]);
    // Whose credentials take the role there are given to nobody.
    const goer = keyOf(there);
    expect([session.credentials.accessKeyId, session.elsewhere?.credentials.accessKeyId]).not.toContain(goer);
    expect(session.elsewhere).toMatchObject({ region: 'eu-west-1', credentials: { accessKeyId: 'THERE' } });
    // What is given out for here reads no store of the provider's.
    const here = calls.find((_, index) => index !== going && index !== there) ?? {};
    expect(actions(here)).not.toContain('dynamodb:Query');
    expect(actions(here)).toContain('s3:PutObject');
    expect(calls[there]).toMatchObject({
      ExternalId: THERE.externalId,
      SourceIdentity: 'd-0001',
      DurationSeconds: '900',
      Policy: JSON.stringify(compilePolicyElsewhere('acct-0001', accessOf('mail', STORES, ITEMS), THERE)),
    });
    const tags = (call: Record<string, string> = {}) =>
      Object.entries(call).filter(([name]) => name.startsWith('Tags.'));
    expect(tags(calls[there])).toEqual(tags(here));
    expect(tags(here)).toHaveLength(10);
  });

  it('reads secrets there alone, in the region there', async () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:voicemail-AbC123';
    const needing = (secret: string) => ({ tables: [], buckets: [], secrets: [secret] });
    const policy = parsed(compilePolicyElsewhere('acct-0001', needing(arn), THERE));
    const may = (resource: string) =>
      evaluate(policy, { action: 'secretsmanager:GetSecretValue', resource, context: {} });
    expect([may(arn), may(arn.replace('voicemail', 'mail'))]).toEqual(['allowed', 'notAllowed']);
    for (const other of [arn.replace('eu-west-1', 'us-east-1'), arn.replace('111122223333', '444455556666')])
      expect(() => compilePolicyElsewhere('acct-0001', needing(other), THERE)).toThrow('elsewhere');
    aws.sent.length = 0;
    aws.answers({
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ ARN: arn, SecretString: 'open-sesame' }),
    });
    const credentials = { accessKeyId: 'THERE', secretAccessKey: 's', sessionToken: 't' };
    await secretsReader(aws.client)([arn], credentials, THERE.region);
    expect(aws.sent[0]?.headers.authorization).toMatch(/Credential=THERE\/\d+\/eu-west-1\/secretsmanager\//);
  });

  it('is not needed for what another demand has frozen', async () => {
    aws.sent.length = 0;
    aws.answers(given('ONE'));
    const source = {
      prefix: 'acct-0001/d-0002/1/3/',
      ...{ freeze: '1', grant: 3, part: 0, item: 'content.mail', spans: [GRANT.period] },
      records: { sha256: 'a'.repeat(64), size: 1 },
      fields: [],
    };
    const session = await assume()(
      { ...KEY, freeze: '1' },
      { grant: GRANT, service: 'mail', frozen: [source], unfrozen: [] },
    );
    expect(aws.sent).toHaveLength(1);
    expect(session.elsewhere).toBeUndefined();
  });

  it('gives clients that ask in that region with those credentials, and writes with its own', async () => {
    const credentials = { accessKeyId: 'HERE', secretAccessKey: 's', sessionToken: 't' };
    const elsewhere = { region: 'eu-west-1', credentials: { ...credentials, accessKeyId: 'THERE' } };
    const session = retrievalSession({ harvest: 'harvest', frozen: 'frozen' })(
      { credentials, elsewhere },
      'harvest',
    );
    const { config } = session.clients.documents;
    expect(await config.region()).toBe('eu-west-1');
    expect(await config.credentials()).toMatchObject({ accessKeyId: 'THERE' });
    session.close();
  });

  it('has policies that fit, for every service and the longest names', () => {
    const long = 'n'.repeat(90);
    for (const service of ['mail', 'messages', 'calls', 'files', 'sessions', 'subscribers'] as const) {
      const { tables, buckets } = SERVICES[service];
      const stores = {
        tables: Object.fromEntries(tables.map((name) => [name, long])),
        buckets: Object.fromEntries(buckets.map((name) => [name, long])),
        secrets: {},
      };
      const access = accessOf(service, stores, SERVICES[service].items);
      expect(() => compilePolicyElsewhere('a'.repeat(128), access, THERE)).not.toThrow();
    }
  });

  it('is told by a variable of the broker; a service without one is here', () => {
    const variables = { MAIL_ELSEWHERE: JSON.stringify(THERE) };
    expect(readingRoleOf('mail', variables)).toEqual(THERE);
    expect(readingRoleOf('files', variables)).toBeUndefined();
    expect(() => readingRoleOf('mail', { MAIL_ELSEWHERE: '{"region":"eu-west-1"}' })).toThrow();
  });
});

const parsed = (policy: object) => parsePolicy(JSON.parse(JSON.stringify(policy)));
