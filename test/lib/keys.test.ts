import { describe, expect, it } from '@jest/globals';
import { STAGES } from '../../bin/stages.ts';
import { type KeyGuard, keyPolicy } from '../../lib/shared/key-policy.ts';
import { type RawStatement, rightsOf, roleOf } from './permissions.ts';
import { functionsOf, resourcesOf, templateOf } from './templates.ts';

type KeyStatement = RawStatement & { readonly Sid: string };

const template = templateOf('prod');
const handlers = functionsOf(template).map(([, { Properties }]) => String(Properties.Description));

it('there is a key per purpose, and those that can be rotated are', () => {
  const keys = resourcesOf(template, 'AWS::KMS::Key');
  const rotated = keys.filter(([, { Properties }]) => Properties.EnableKeyRotation === true);
  expect(keys.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'FoundationKeysLedger',
    'FoundationKeysCleared',
    'FoundationKeysDocuments',
    'FoundationKeysDisclosures',
    'FoundationKeysReports',
    'FoundationKeysNationalSecurity',
    'FoundationKeysLog',
    'FoundationKeysOperations',
    'AuthoritiesKey',
    'LogKey',
    'ClearedLogKey',
    'DisclosureSigningKey',
    'TrailKey',
  ]);
  expect(rotated).toHaveLength(keys.length - 3);
});

/** The key whose logical id begins so. */
function keyCalled(beginning: string) {
  const found = resourcesOf(template, 'AWS::KMS::Key').find(([id]) => id.startsWith(beginning));
  if (!found) throw new Error(`no key is called ${beginning}`);
  return found;
}

describe.each([
  [
    'of disclosures',
    'DisclosureSigningKey',
    { signer: 'disclosure/seal', sid: 'TheSeal', spec: 'ECC_NIST_P256' },
  ],
  ['of the log', 'LogKey', { signer: 'log/run-epoch', sid: 'TheLog', spec: 'ECC_NIST_EDWARDS25519' }],
] as const)('the signing key %s', (_, called, { signer, sid, spec }) => {
  const [id, { Properties }] = keyCalled(called);
  const { Statement } = Properties.KeyPolicy as {
    Statement: { Sid: string; Effect: string; Action: string[]; Principal: unknown; Condition?: unknown }[];
  };
  const signerArn = { 'Fn::GetAtt': [roleOf(template, signer), 'Arn'] };

  it('signs and does nothing else', () => {
    expect(Properties).toMatchObject({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
  });

  it('lets nobody sign but its signer, whatever a policy elsewhere says', () => {
    const signing = Statement.filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action.some((a) => /\*|Sign/.test(a)),
    );
    expect(signing).toMatchObject([{ Sid: `SignatureBy${sid}`, Principal: { AWS: signerArn } }]);
    expect(
      Statement.filter(({ Effect, Sid }) => Effect === 'Deny' && !Sid.startsWith('Deletion')),
    ).toMatchObject([
      {
        Action: ['kms:CreateGrant', 'kms:Sign'],
        Principal: { AWS: '*' },
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': signerArn } },
      },
    ]);
  });

  it('is named in no policy but that of its signer, and of who tells everyone its public half', () => {
    const able = handlers.flatMap((handler) =>
      rightsOf(template, handler).flatMap((right) => (right.includes(id) ? [[handler, right]] : [])),
    );
    const publishes = ([handler, right = '']: string[]) =>
      handler === 'log/serve-log' && right.startsWith('kms:GetPublicKey ');
    const others = able.filter((one) => !publishes(one));
    expect([...new Set(others.map(([handler]) => handler))]).toEqual([signer]);
    expect(able.length - others.length).toBe(signer === 'disclosure/seal' ? 1 : 0);
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

describe.each(['dev', 'prod'] as const)('every key of %s', (stage) => {
  const keys = resourcesOf(templateOf(stage), 'AWS::KMS::Key').map(
    ([id, { Properties }]) =>
      [id, (Properties.KeyPolicy as { Statement: KeyStatement[] }).Statement] as const,
  );

  it.each(keys)(
    '%s can be administered by the account, whose policy KMS would refuse otherwise',
    (_, policy) => {
      const administering = policy.filter(
        ({ Effect, Action, Principal, Condition }) =>
          Effect === 'Allow' &&
          [Action].flat().includes('kms:PutKeyPolicy') &&
          Condition === undefined &&
          JSON.stringify(Principal).includes(':root'),
      );
      expect(administering).toHaveLength(1);
    },
  );

  it.each(keys)('%s is used by nobody of the account but through a store', (_, policy) => {
    const using = policy.filter(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' &&
        JSON.stringify(Principal).includes(':root') &&
        [Action].flat().some((action) => /\*$|crypt|GenerateDataKey|Sign|CreateGrant|Mac$/.test(action)),
    );
    for (const { Condition, Action } of using) {
      expect([Action].flat().filter((action) => action.endsWith('*'))).toEqual([]);
      expect(JSON.stringify(Condition)).toContain('kms:ViaService');
    }
  });

  it('waits as long as KMS lets it before it goes, and is asked to go by nobody, where keys stay', () => {
    for (const [id, policy] of keys) {
      const denied = policy.filter(({ Sid }) => /^Deletion/.test(Sid));
      expect([id, denied.length]).toEqual([id, stage === 'prod' ? 1 : 0]);
      for (const one of denied)
        expect(one).toMatchObject({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'kms:ScheduleKeyDeletion',
        });
    }
    for (const [, { Properties }] of resourcesOf(templateOf(stage), 'AWS::KMS::Key'))
      expect(Properties.PendingWindowInDays).toBe(stage === 'prod' ? 30 : 7);
  });

  it('is reached in partitions whose services are called otherwise', () => {
    expect(JSON.stringify(resourcesOf(templateOf(stage), 'AWS::IAM::Policy'))).not.toMatch(
      /\.amazonaws\.com/,
    );
    expect(JSON.stringify(keys)).not.toMatch(/(s3|dynamodb|logs)\.[^"]*amazonaws\.com/);
  });
});

describe('a break-glass role', () => {
  const stage = STAGES.prod;
  const denied = (guard: Partial<KeyGuard>) =>
    keyPolicy({ stage, ...guard })
      .toJSON()
      .Statement.filter(({ Effect }: KeyStatement) => Effect === 'Deny');

  it('may ask for the deletion of a key, and leaves thirty days', () => {
    expect(denied({ breakGlassRole: 'glass' })).toMatchObject([
      { Condition: { ArnNotEquals: { 'aws:PrincipalArn': expect.stringMatching(/:role\/glass$/) } } },
      { Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': 30 } } },
    ]);
  });

  it('may not while what the key encrypts is locked', () => {
    expect(denied({ breakGlassRole: 'glass', outlivesLocks: true })).toEqual([
      expect.not.objectContaining({ Condition: expect.anything() }),
    ]);
  });
});
