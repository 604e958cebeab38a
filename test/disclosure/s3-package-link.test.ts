import { S3Client } from '@aws-sdk/client-s3';
import { s3PackageLink } from '../../functions/disclosure/s3-package-link.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';

describe('a link to a package', () => {
  let aws: AwsEndpoint;
  let s3: S3Client;
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(async () => {
    s3.destroy();
    await aws.stop();
  });

  it('reads one version of one object, under a name, for a time', async () => {
    aws.answers({ body: 'PK' });
    const stored = { key: 'd-1/1.zip', versionId: 'v-7' };
    const link = await s3PackageLink(s3, 'packages').link(stored, 'd-1.zip', 300);
    expect(aws.sent).toEqual([]);
    expect(await (await fetch(link)).text()).toBe('PK');
    const [got] = aws.sent;
    expect(got).toMatchObject({ method: 'GET', path: '/packages/d-1/1.zip' });
    expect(Object.fromEntries(got?.query ?? [])).toMatchObject({
      versionId: 'v-7',
      'response-content-disposition': 'attachment; filename="d-1.zip"',
      'response-content-type': 'application/zip',
      'X-Amz-Expires': '300',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
