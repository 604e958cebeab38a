import { describe, expect, it } from '@jest/globals';
import { rightsOf, roleOf } from './permissions.ts';
import { functionsOf, resourceOf, resourcesOf, templateOf } from './templates.ts';

const template = templateOf('prod');
const handlers = functionsOf(template).map(([, { Properties }]) => String(Properties.Description));

it('there is a key per purpose, and those that can be rotated are', () => {
  const keys = resourcesOf(template, 'AWS::KMS::Key');
  const rotated = keys.filter(([, { Properties }]) => Properties.EnableKeyRotation === true);
  expect(keys.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'FoundationKeysLedger',
    'FoundationKeysDocuments',
    'FoundationKeysDisclosures',
    'FoundationKeysReports',
    'FoundationKeysOperations',
    'DisclosureSigningKey',
  ]);
  expect(rotated).toHaveLength(keys.length - 1);
});

describe('the signing key', () => {
  const [id, { Properties }] = resourceOf(template, 'AWS::KMS::Key', 'SigningKey');
  const { Statement } = Properties.KeyPolicy as {
    Statement: { Sid: string; Effect: string; Action: string[]; Principal: unknown; Condition?: unknown }[];
  };
  const seal = { 'Fn::GetAtt': [roleOf(template, 'disclosure/seal'), 'Arn'] };

  it('signs on P-256 and does nothing else', () => {
    expect(Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  });

  it('lets nobody sign but the seal, whatever a policy elsewhere says', () => {
    const signing = Statement.filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action.some((a) => /\*|Sign/.test(a)),
    );
    expect(signing).toMatchObject([{ Sid: 'SignatureByTheSeal', Principal: { AWS: seal } }]);
    expect(Statement.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
      {
        Action: ['kms:CreateGrant', 'kms:Sign'],
        Principal: { AWS: '*' },
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': seal } },
      },
    ]);
  });

  it('is named in no policy but that of the seal', () => {
    const able = handlers.filter((handler) =>
      rightsOf(template, handler).some((right) => right.includes(id)),
    );
    expect(able).toEqual(['disclosure/seal']);
  });
});

it('no function uses a key but through a store, or to sign', () => {
  const policies = JSON.stringify(resourcesOf(template, 'AWS::IAM::Policy'));
  const kms = handlers
    .flatMap((handler) => rightsOf(template, handler))
    .filter((right) => right.startsWith('kms:'));
  expect(new Set(kms.map((right) => right.split(' ')[0]))).toEqual(
    new Set([
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GetPublicKey',
      'kms:Sign',
    ]),
  );
  const statements = policies
    .split('"Action":["kms:')
    .slice(1)
    .concat(policies.split('"Action":"kms:').slice(1));
  for (const statement of statements.filter((text) => !text.startsWith('GetPublicKey')))
    expect(statement.slice(0, statement.indexOf('"Effect"'))).toContain('kms:ViaService');
});
