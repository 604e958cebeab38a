import fc from 'fast-check';
import { SERVICE_NAMES, SERVICES, type Service } from '../../functions/provider/services.ts';
import { type Access, accessOf } from '../../functions/retrieval/access.ts';
import { compileSessionPolicy, MAX_SESSION_POLICY } from '../../functions/retrieval/session-policy.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { parsePolicy } from '../../local/iam/statement.ts';
import { PLACE } from '../kit/guarded-clients.ts';

const [MINE, OTHER] = ['acct-0001', 'acct-0002'];
const storesOf = (service: Service, name: (kind: string) => string) => {
  const named = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, name(one)]));
  const { tables, buckets, secrets } = SERVICES[service];
  return { tables: named(tables), buckets: named(buckets), secrets: arns(secrets, name) };
};
/** Names of secrets are longer than those of stores, and have letters of their own at the end. */
const arns = (names: readonly string[], name: (kind: string) => string) =>
  Object.fromEntries(
    names.map((one) => [one, `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name(one)}-AbC123`]),
  );
const accessFor = (service: Service, items: readonly string[], name = (kind: string) => `the-${kind}`) =>
  accessOf(service, storesOf(service, name), items);
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`;
const object = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;
const policyOf = (access: Access, account = MINE) =>
  parsePolicy(JSON.parse(JSON.stringify(compileSessionPolicy(account, access, PLACE))));

type Asked = { action: string; resource: string; context: Record<string, string[]> };
const policies = new Map<Access, ReturnType<typeof policyOf>>();
function isAllowed(access: Access, request: Asked): boolean {
  const policy = policies.get(access) ?? policyOf(access);
  policies.set(access, policy);
  return evaluate(policy, request) === 'allowed';
}

/** Every way to ask a table: by what, of whom, for which attributes, said how. */
const ACTIONS = [
  'GetItem',
  'Query',
  'BatchGetItem',
  'Scan',
  'PartiQLSelect',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ExportTableToPointInTime',
];
const KEYS: readonly (string[] | undefined)[] = [[MINE], [OTHER], [MINE, OTHER], undefined];
const SELECTS: readonly (string | undefined)[] = [
  'SPECIFIC_ATTRIBUTES',
  'ALL_ATTRIBUTES',
  'ALL_PROJECTED_ATTRIBUTES',
  'COUNT',
  undefined,
];

/** Grants of one item, and of all of a service. */
const GRANTS = SERVICE_NAMES.flatMap((service) => [
  ...SERVICES[service].items.map((item) => [service, [item]] as const),
  [service, SERVICES[service].items] as const,
]);

describe.each(GRANTS)('the session policy of a grant of %s, %p', (service, items) => {
  const access = accessFor(service, items);
  const all = accessFor(service, SERVICES[service].items);

  it('allows of every way to read a table the one that its grant needs', () => {
    for (const { name, action: needed, attributes } of access.tables) {
      const foreign = all.tables
        .flatMap((one) => one.attributes)
        .filter((attribute) => !attributes.includes(attribute));
      const projections = [
        attributes,
        attributes.slice(0, 1),
        [...attributes, 'subject'],
        ...foreign.map((attribute) => [...attributes, attribute]),
        undefined,
      ];
      for (const action of ACTIONS)
        for (const keys of KEYS)
          for (const projection of projections)
            for (const select of SELECTS)
              for (const resource of [table(name), `${table(name)}/index/by-subject`, table('other')]) {
                const context = {
                  ...(keys ? { 'dynamodb:leadingkeys': keys } : {}),
                  ...(projection ? { 'dynamodb:attributes': projection } : {}),
                  ...(select ? { 'dynamodb:select': [select] } : {}),
                };
                const expected =
                  action === needed &&
                  keys?.length === 1 &&
                  keys[0] === MINE &&
                  projection?.every((attribute) => attributes.includes(attribute)) === true &&
                  // What a query does not say is not taken for what it ought to say. GetItem cannot say it.
                  (action === 'GetItem' || select === 'SPECIFIC_ATTRIBUTES') &&
                  resource === table(name);
                const asked = { action: `dynamodb:${action}`, resource, context };
                if (isAllowed(access, asked) !== expected)
                  throw new Error(`${expected ? 'refuses' : 'allows'} ${JSON.stringify(asked)}`);
              }
    }
  });

  it('reads objects of its account where its items have bytes, and no others', () => {
    for (const bucket of all.buckets) {
      const may = (action: string, key: string) =>
        isAllowed(access, { action, resource: object(bucket, key), context: {} });
      expect(may('s3:GetObject', `${MINE}/1`)).toBe(access.buckets.includes(bucket));
      for (const key of [`${OTHER}/1`, `${MINE}1/1`, MINE, '1', `x/${MINE}/1`])
        expect([key, may('s3:GetObject', key)]).toEqual([key, false]);
      for (const action of ['s3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:PutObjectAcl'])
        expect([action, may(action, `${MINE}/1`)]).toEqual([action, false]);
      const list = { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: {} };
      expect(isAllowed(access, list)).toBe(false);
    }
  });

  it('writes under the prefix of its grant, and can do nothing else with a harvest', () => {
    const { bucket, prefix } = PLACE.written;
    const may = (action: string, key: string) =>
      isAllowed(access, { action, resource: object(bucket, key), context: {} });
    expect(may('s3:PutObject', `${prefix}records/0.jsonl`)).toBe(true);
    for (const key of ['d-0001/1/1/x', 'd-0001/2/0/x', 'd-0002/1/0/x', 'd-0001/1/00/x', 'd-0001/1/x', 'x'])
      expect([key, may('s3:PutObject', key)]).toEqual([key, false]);
    for (const action of [
      's3:GetObject',
      's3:DeleteObject',
      's3:PutObjectTagging',
      's3:AbortMultipartUpload',
    ])
      expect([action, may(action, `${prefix}x`)]).toEqual([action, false]);
  });

  it('opens no other session, and uses keys only through the stores', () => {
    for (const action of [
      'sts:AssumeRole',
      'sts:TagSession',
      'sts:GetSessionToken',
      'iam:PassRole',
      'lambda:InvokeFunction',
    ])
      for (const resource of [PLACE.roleArn, '*'])
        expect(isAllowed(access, { action, resource, context: {} })).toBe(false);
    const key = 'arn:aws:kms:eu-west-1:000000000000:key/1';
    const through = (via: string[]) =>
      isAllowed(access, {
        action: 'kms:Decrypt',
        resource: key,
        context: via.length > 0 ? { 'kms:viaservice': via } : {},
      });
    expect(through(['dynamodb.eu-west-1.amazonaws.com'])).toBe(true);
    expect(through([])).toBe(false);
    expect(through(['ssm.eu-west-1.amazonaws.com'])).toBe(false);
  });

  it('fits what STS takes, for the longest account and names that a deployment has', () => {
    const policy = compileSessionPolicy(
      'a'.repeat(128),
      accessFor(service, items, () => 'n'.repeat(90)),
      {
        roleArn: `arn:aws:iam::000000000000:role/${'r'.repeat(64)}`,
        demandId: `d-${'0'.repeat(26)}`,
        frozen: {
          bucket: 'f'.repeat(63),
          prefixes: items.map((_, index) => `${'a'.repeat(128)}/d-${'0'.repeat(26)}/99/${index + 17900}/`),
        },
        written: { bucket: 'h'.repeat(63), prefix: `d-${'0'.repeat(26)}/99/5999/` },
      },
    );
    expect(JSON.stringify(policy).length).toBeLessThan(MAX_SESSION_POLICY);
  });
});

describe('a session policy of a grant that needs secrets', () => {
  const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name}`;
  const access: Access = { tables: [], buckets: [], secrets: [secret('voicemail-AbC123')] };
  const may = (action: string, resource: string, context = {}) =>
    isAllowed(access, { action: `secretsmanager:${action}`, resource, context });

  it('reads exactly those, and does nothing else with them', () => {
    expect(may('GetSecretValue', secret('voicemail-AbC123'))).toBe(true);
    for (const other of ['voicemail', 'voicemail-AbC1234', 'voicemail-AbC12', 'mail-AbC123', '*'])
      expect([other, may('GetSecretValue', secret(other))]).toEqual([other, false]);
    for (const action of [
      'BatchGetSecretValue',
      'DescribeSecret',
      'ListSecrets',
      'ListSecretVersionIds',
      'PutSecretValue',
      'UpdateSecret',
      'RotateSecret',
      'DeleteSecret',
      'GetResourcePolicy',
      'PutResourcePolicy',
      'ReplicateSecretToRegions',
    ])
      for (const resource of [...access.secrets, '*'])
        expect([action, may(action, resource)]).toEqual([action, false]);
  });

  it('uses keys through their store, and where none is needed not through it', () => {
    const through = (of: Access) =>
      isAllowed(of, {
        action: 'kms:Decrypt',
        resource: 'arn:aws:kms:eu-west-1:000000000000:key/1',
        context: { 'kms:viaservice': ['secretsmanager.eu-west-1.amazonaws.com'] },
      });
    expect(through(access)).toBe(true);
    expect(through(accessFor('mail', SERVICES.mail.items))).toBe(false);
  });

  it('is not made of an ARN that would mean more than itself', () => {
    for (const arn of [
      '*',
      '',
      secret('*'),
      secret('voicemail-??????'),
      secret(`$${'{aws:username}'}`),
      'arn:aws:secretsmanager:*:000000000000:secret:voicemail-AbC123',
      'arn:aws:secretsmanager:eu-west-1:*:secret:voicemail-AbC123',
      'arn:aws:ssm:eu-west-1:000000000000:parameter/voicemail',
      'voicemail',
    ])
      expect(() => compileSessionPolicy(MINE, { ...access, secrets: [arn] }, PLACE)).toThrow('cannot carry');
  });
});

describe('a session policy', () => {
  const mail = accessFor('mail', SERVICES.mail.items);

  it('is not made of an account id that would mean more than itself', () => {
    for (const account of ['*', 'acct-*', 'acct-?', `$${'{aws:username}'}`, 'a/b', '', '../x'])
      expect(() => compileSessionPolicy(account, mail, PLACE)).toThrow('cannot carry');
  });

  it('is not made of a prefix or a bucket that would', () => {
    for (const prefix of [
      '*/1/0/',
      'd-1/1/',
      'd-1/1/0',
      'd-1/1/0/x/y/',
      '../1/0/',
      `$${'{aws:userid}'}/1/0/`,
      '',
    ])
      expect(() =>
        compileSessionPolicy(MINE, mail, { ...PLACE, written: { ...PLACE.written, prefix } }),
      ).toThrow('cannot carry');
    for (const bucket of ['*', '', 'a/b'])
      expect(() =>
        compileSessionPolicy(MINE, mail, { ...PLACE, written: { ...PLACE.written, bucket } }),
      ).toThrow('cannot carry');
  });

  it('names one account’s keys whatever the account is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (mine, other) => {
        fc.pre(mine !== other);
        let statements: ReturnType<typeof policyOf>;
        try {
          statements = policyOf(mail, mine);
        } catch {
          return;
        }
        const context = {
          'dynamodb:leadingkeys': [other],
          'dynamodb:attributes': ['account'],
          'dynamodb:select': ['SPECIFIC_ATTRIBUTES'],
        };
        const asked = { action: 'dynamodb:Query', resource: table('the-mail'), context };
        expect(evaluate(statements, asked)).toBe('notAllowed');
      }),
    );
  });
});
