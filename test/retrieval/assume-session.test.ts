import { STSClient } from '@aws-sdk/client-sts';
import { accessOf } from '../../functions/retrieval/access.ts';
import { assumeSession } from '../../functions/retrieval/assume-session.ts';
import type { ReadSecrets } from '../../functions/retrieval/secretsmanager-reader.ts';
import { compileSessionPolicy } from '../../functions/retrieval/session-policy.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';
import { PLACE } from '../kit/guarded-clients.ts';

const GRANT = {
  account: 'acct-0001',
  service: 'mail',
  items: ['traffic.mail-headers'],
  period: { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' },
};
const STORES = { tables: { mail: 'the-mail' }, buckets: { mail: 'the-mail' }, secrets: {} };
const noSecrets: ReadSecrets = async () => {
  throw new Error('the grant needs no secret');
};
const GIVEN = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>2026-11-20T12:15:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

describe('the session of a grant', () => {
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
  const assume = () =>
    assumeSession({
      stsOf: () => sts,
      readingRoleOf: () => undefined,
      roleArn: PLACE.roleArn,
      harvestBucket: 'harvest',
      frozenBucket: 'frozen',
      storesOf: () => STORES,
      readSecrets: noSecrets,
    })(
      { demandId: 'd-0001', round: 1, grant: 0 },
      { grant: GRANT, service: 'mail', frozen: [], unfrozen: [] },
    );

  it('has the policy made from it, its demand as source identity, its tags, and a quarter of an hour', async () => {
    aws.answers({ headers: { 'content-type': 'text/xml' }, body: Buffer.from(GIVEN) });
    expect(await assume()).toEqual({
      credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' },
    });
    const asked = new URLSearchParams(aws.sent[0]?.body.toString());
    const access = accessOf('mail', STORES, GRANT.items);
    expect(JSON.parse(asked.get('Policy') ?? '')).toEqual(
      compileSessionPolicy('acct-0001', access, {
        ...PLACE,
        written: { bucket: 'harvest', prefix: 'd-0001/1/0/' },
      }),
    );
    const tags = [1, 2, 3, 4, 5].map((n) => [
      asked.get(`Tags.member.${n}.Key`),
      asked.get(`Tags.member.${n}.Value`),
    ]);
    expect(Object.fromEntries(tags)).toEqual({
      account: 'acct-0001',
      service: 'mail',
      demandId: 'd-0001',
      round: '1',
      grant: '0',
    });
    expect(Object.fromEntries(asked)).toMatchObject({
      RoleArn: PLACE.roleArn,
      RoleSessionName: 'd-0001-1-0',
      DurationSeconds: '900',
      SourceIdentity: 'd-0001',
    });
    expect(asked.has('TransitiveTagKeys.member.1')).toBe(false);
  });

  it('is a fault that passes when no credentials come', async () => {
    aws.answers({ headers: { 'content-type': 'text/xml' }, body: Buffer.from('<AssumeRoleResponse/>') });
    await expect(assume()).rejects.toMatchObject({ name: 'TransientFault' });
  });

  it('reads what was frozen of a grant in one place, in however many parts', async () => {
    aws.answers({ headers: { 'content-type': 'text/xml' }, body: Buffer.from(GIVEN) });
    const source = (part: number) => ({
      prefix: 'acct-0001/d-0001/1/3/',
      ...{ freeze: '1', grant: 3, part, item: 'traffic.mail-headers', spans: [GRANT.period] },
      records: { sha256: 'a'.repeat(64), size: 1 },
      fields: [],
    });
    const frozen = Array.from({ length: 40 }, (_, part) => source(part));
    await assumeSession({
      stsOf: () => sts,
      readingRoleOf: () => undefined,
      roleArn: PLACE.roleArn,
      harvestBucket: 'harvest',
      frozenBucket: 'frozen',
      storesOf: () => STORES,
      readSecrets: noSecrets,
    })({ demandId: 'd-0001', round: 1, grant: 0 }, { grant: GRANT, service: 'mail', frozen, unfrozen: [] });
    const asked = new URLSearchParams(aws.sent.at(-1)?.body.toString());
    expect(asked.get('Policy')?.match(/s3:::frozen\//g)).toHaveLength(1);
  });
});
