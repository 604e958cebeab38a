import { describe, expect, it } from '@jest/globals';
import { STAGES } from '../../bin/stages.ts';
import { resourceOf, resourcesOf, type StageName, templateOf } from './templates.ts';

const bucket = (stage: StageName, ...words: string[]) =>
  resourceOf(templateOf(stage), 'AWS::S3::Bucket', ...words);
const all = (['dev', 'prod'] as const).flatMap((stage) => resourcesOf(templateOf(stage), 'AWS::S3::Bucket'));

describe('every bucket', () => {
  it.each(all)('%s is closed to the public and owned by its owner', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it.each(all.filter(([id]) => !id.includes('AccessLogs')))(
    '%s is under a key of ours and logs its visits',
    (_, { Properties }) => {
      expect(Properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: expect.anything() },
            },
          ],
        },
        LoggingConfiguration: { DestinationBucketName: expect.anything() },
      });
    },
  );

  it.each(all)('%s answers over TLS only', (id) => {
    const policies = (['dev', 'prod'] as const)
      .flatMap((stage) => resourcesOf(templateOf(stage), 'AWS::S3::BucketPolicy'))
      .filter(([, { Properties }]) => JSON.stringify(Properties.Bucket) === JSON.stringify({ Ref: id }));
    expect(policies.length).toBeGreaterThan(0);
    for (const [, { Properties }] of policies)
      expect(JSON.stringify(Properties.PolicyDocument)).toContain(
        '{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
      );
  });
});

describe.each([
  ['DisclosureDisclosures', 90],
  ['IntakeDocuments', 90],
  ['ReportingPublished', 3650],
] as const)('%s', (name, ofProd) => {
  it.each([
    ['dev', 'GOVERNANCE', 1],
    ['prod', 'COMPLIANCE', ofProd],
  ] as const)('is locked in %s: %s for %d days', (stage, mode, days) => {
    const [, { Properties }] = bucket(stage, name);
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: mode, Days: days } },
      },
    });
  });
});

it.each(['dev', 'prod'] as const)('documents go in %s: early where no demand names them', (stage) => {
  const [, { Properties }] = bucket(stage, 'IntakeDocuments');
  const kept = STAGES[stage].documentDays;
  expect(Properties.LifecycleConfiguration).toEqual({
    Rules: [
      {
        Id: 'Unfiled',
        Status: 'Enabled',
        TagFilters: [{ Key: 'filed', Value: 'no' }],
        ExpirationInDays: 2,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
      {
        Id: 'Filed',
        Status: 'Enabled',
        ExpirationInDays: kept,
        NoncurrentVersionExpiration: { NoncurrentDays: kept },
      },
      { Id: 'Markers', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
    ],
  });
});

it('harvests go after a week, and unfinished ones after a day', () => {
  const [, { Properties }] = bucket('prod', 'Harvest');
  expect(Properties).not.toHaveProperty('VersioningConfiguration');
  expect(Properties.LifecycleConfiguration).toMatchObject({
    Rules: [
      { ExpirationInDays: 7, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ],
  });
});

it.each(['IntakeDocuments', 'ReportingPublished'])('%s keeps what was written over', (name) => {
  const [, { Properties }] = bucket('prod', name);
  expect(Properties).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } });
});

it.each([
  ['IntakeDocuments', 16],
  ['DisclosureDisclosures', 1],
])('no link to %s works for longer than %d minutes', (name, minutes) => {
  const [id] = bucket('prod', name);
  const policies = resourcesOf(templateOf('prod'), 'AWS::S3::BucketPolicy').map(
    ([, { Properties }]) => Properties,
  );
  const own = policies.filter(({ Bucket }) => JSON.stringify(Bucket) === JSON.stringify({ Ref: id }));
  expect(own).toMatchObject([
    {
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { NumericGreaterThan: { 's3:signatureAge': minutes * 60_000 } },
          }),
        ]),
      },
    },
  ]);
});
