import { describe, expect, test } from '@jest/globals';
import { type Decision, evaluate } from '../iam/evaluate.ts';
import { parsePolicy } from '../iam/statement.ts';
import type { Json } from '../template/json.ts';

type Context = Record<string, string[]>;

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/CustomerData';

const decide = (statement: Json, action: string, resource = TABLE, context: Context = {}): Decision =>
  evaluate(parsePolicy({ Version: '2012-10-17', Statement: statement }), { action, resource, context });

describe('actions and resources', () => {
  test('what nobody allowed is not allowed', () => {
    expect(decide([], 'dynamodb:GetItem')).toBe('notAllowed');
  });

  test('actions match with wildcards and in any case', () => {
    expect(decide({ Effect: 'Allow', Action: 'dynamodb:Get*', Resource: '*' }, 'dynamodb:GetItem')).toBe(
      'allowed',
    );
    expect(decide({ Effect: 'Allow', Action: 'DynamoDB:getitem', Resource: '*' }, 'dynamodb:GetItem')).toBe(
      'allowed',
    );
    expect(decide({ Effect: 'Allow', Action: 'dynamodb:Get*', Resource: '*' }, 'dynamodb:Scan')).toBe(
      'notAllowed',
    );
  });

  test('a star in one part of an ARN does not reach into the next', () => {
    const allow = (Resource: string): Json => ({ Effect: 'Allow', Action: '*', Resource });
    expect(decide(allow('arn:aws:dynamodb:*:*:table/CustomerData'), 'dynamodb:GetItem')).toBe('allowed');
    expect(decide(allow('arn:aws:*:000000000000:table/CustomerData'), 'dynamodb:GetItem')).toBe('notAllowed');
    expect(decide(allow(`${TABLE}/*`), 'dynamodb:Query', TABLE)).toBe('notAllowed');
    expect(decide(allow(`${TABLE}/*`), 'dynamodb:Query', `${TABLE}/index/byOwner`)).toBe('allowed');
  });

  test('a prefix of objects is a prefix, not a name like it', () => {
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::mail/ACCT#123/*' };
    expect(decide(statement, 's3:GetObject', 'arn:aws:s3:::mail/ACCT#123/1')).toBe('allowed');
    expect(decide(statement, 's3:GetObject', 'arn:aws:s3:::mail/ACCT#1234/1')).toBe('notAllowed');
    expect(decide(statement, 's3:GetObjectVersion', 'arn:aws:s3:::mail/ACCT#123/1')).toBe('notAllowed');
  });

  test('a denial wins wherever it stands', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    const deny = { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' };
    expect(decide([allow, deny], 'dynamodb:DeleteItem')).toBe('explicitlyDenied');
    expect(decide([deny, allow], 'dynamodb:DeleteItem')).toBe('explicitlyDenied');
    expect(decide([deny, allow], 'dynamodb:GetItem')).toBe('allowed');
  });

  test('NotAction and NotResource mean all others', () => {
    expect(decide({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'dynamodb:GetItem')).toBe(
      'allowed',
    );
    expect(decide({ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }, 'dynamodb:GetItem')).toBe(
      'notAllowed',
    );
    expect(decide({ Effect: 'Allow', Action: '*', NotResource: TABLE }, 'dynamodb:GetItem')).toBe(
      'notAllowed',
    );
  });

  test('a resource may name a tag of the caller', () => {
    const statement = { Effect: 'Allow', Action: '*', Resource: `${TABLE}-\${aws:PrincipalTag/tenant}` };
    expect(decide(statement, 'dynamodb:GetItem', `${TABLE}-a`, { 'aws:principaltag/tenant': ['a'] })).toBe(
      'allowed',
    );
    expect(decide(statement, 'dynamodb:GetItem', `${TABLE}-a`, { 'aws:principaltag/tenant': ['b'] })).toBe(
      'notAllowed',
    );
    expect(decide(statement, 'dynamodb:GetItem', `${TABLE}-`)).toBe('notAllowed');
  });
});

describe('a session policy for one account', () => {
  const onlyTarget = (
    nulls: Json = { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
  ): Json => ({
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
    Resource: TABLE,
    Condition: {
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': ['ACCT#123'],
        'dynamodb:Attributes': ['pk', 'sk', 'email'],
      },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      Null: nulls,
    },
  });
  const target: Context = { 'dynamodb:leadingkeys': ['ACCT#123'], 'dynamodb:attributes': ['pk', 'email'] };
  const cases: [string, string, Context, Decision][] = [
    ['its projected item', 'dynamodb:GetItem', target, 'allowed'],
    [
      'a projected query',
      'dynamodb:Query',
      { ...target, 'dynamodb:select': ['SPECIFIC_ATTRIBUTES'] },
      'allowed',
    ],
    ['all attributes', 'dynamodb:Query', { ...target, 'dynamodb:select': ['ALL_ATTRIBUTES'] }, 'notAllowed'],
    [
      'another account',
      'dynamodb:GetItem',
      { ...target, 'dynamodb:leadingkeys': ['ACCT#124'] },
      'notAllowed',
    ],
    [
      'a mixed batch',
      'dynamodb:BatchGetItem',
      { ...target, 'dynamodb:leadingkeys': ['ACCT#123', 'ACCT#124'] },
      'notAllowed',
    ],
    [
      'one attribute more',
      'dynamodb:GetItem',
      { ...target, 'dynamodb:attributes': ['pk', 'ssn'] },
      'notAllowed',
    ],
    ['no projection', 'dynamodb:GetItem', { 'dynamodb:leadingkeys': ['ACCT#123'] }, 'notAllowed'],
    ['no key', 'dynamodb:Query', { 'dynamodb:attributes': ['pk'] }, 'notAllowed'],
    ['a scan', 'dynamodb:Scan', target, 'notAllowed'],
    ['a write', 'dynamodb:PutItem', target, 'notAllowed'],
  ];

  test.each(cases)('%s (%s)', (_name, action, context, decision) => {
    expect(decide(onlyTarget(), action, TABLE, context)).toBe(decision);
  });

  test('without the Null line a request without a key would pass: ForAllValues is true of nothing', () => {
    expect(decide(onlyTarget({}), 'dynamodb:Query', TABLE, {})).toBe('allowed');
  });

  test('an index needs an ARN of its own', () => {
    expect(decide(onlyTarget(), 'dynamodb:Query', `${TABLE}/index/byOwner`, target)).toBe('notAllowed');
  });
});

describe('conditions', () => {
  const holds = (Condition: Json, context: Context): boolean =>
    decide(
      { Effect: 'Allow', Action: '*', Resource: '*', Condition },
      's3:ListBucket',
      'arn:aws:s3:::b',
      context,
    ) === 'allowed';
  const cases: [string, Json, Context, boolean][] = [
    ['StringLike', { StringLike: { 's3:prefix': ['a/*', 'b/?'] } }, { 's3:prefix': ['b/1'] }, true],
    ['StringLike, no match', { StringLike: { 's3:prefix': 'a/*' } }, { 's3:prefix': ['ab/1'] }, false],
    ['StringEquals, absent key', { StringEquals: { 's3:prefix': 'a' } }, {}, false],
    ['StringEqualsIfExists, absent key', { StringEqualsIfExists: { 's3:prefix': 'a' } }, {}, true],
    ['StringNotEquals, absent key', { StringNotEquals: { 's3:prefix': 'a' } }, {}, true],
    ['StringNotEquals, same', { StringNotEquals: { 's3:prefix': 'a' } }, { 's3:prefix': ['a'] }, false],
    [
      'StringEqualsIgnoreCase',
      { StringEqualsIgnoreCase: { 's3:prefix': 'A' } },
      { 's3:prefix': ['a'] },
      true,
    ],
    [
      'ForAnyValue, one of them',
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['x'] } },
      { 'aws:tagkeys': ['y', 'x'] },
      true,
    ],
    ['ForAnyValue, absent key', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['x'] } }, {}, false],
    [
      'ForAllValues, one of them not',
      { 'ForAllValues:StringLike': { 'aws:TagKeys': ['x*'] } },
      { 'aws:tagkeys': ['x1', 'y'] },
      false,
    ],
    ['Null true, absent', { Null: { 's3:prefix': 'true' } }, {}, true],
    ['Null true, present', { Null: { 's3:prefix': true } }, { 's3:prefix': ['a'] }, false],
    ['Bool', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:securetransport': ['true'] }, true],
    [
      'ArnLike',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/r*' } },
      { 'aws:principalarn': ['arn:aws:iam::1:role/read'] },
      true,
    ],
    [
      'ArnNotEquals',
      { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/r' } },
      { 'aws:principalarn': ['arn:aws:iam::1:role/r'] },
      false,
    ],
    ['NumericLessThan', { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': ['9'] }, true],
    [
      'NumericGreaterThanEquals',
      { NumericGreaterThanEquals: { 's3:max-keys': 10 } },
      { 's3:max-keys': ['9'] },
      false,
    ],
    [
      'DateLessThan',
      { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
      { 'aws:currenttime': ['2029-12-31T23:59:59Z'] },
      true,
    ],
    ['all of several', { StringEquals: { a: '1', b: '2' } }, { a: ['1'], b: ['3'] }, false],
    [
      'a variable in a value',
      { StringEquals: { 's3:prefix': `\${aws:PrincipalTag/home}` } },
      { 's3:prefix': ['x'], 'aws:principaltag/home': ['x'] },
      true,
    ],
    [
      'a variable without a value',
      { StringEquals: { 's3:prefix': `\${aws:PrincipalTag/home}` } },
      { 's3:prefix': [''] },
      false,
    ],
  ];

  test.each(cases)('%s', (_name, condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });

  test('an operator that is not known is an error, not a match', () => {
    expect(() =>
      holds({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:sourceip': ['10.1.1.1'] }),
    ).toThrow('IpAddress');
  });
});
