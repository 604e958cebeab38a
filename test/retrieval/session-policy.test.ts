import fc from 'fast-check';
import { mailConnector } from '../../functions/retrieval/connectors/mail.connector.ts';
import { subscribersConnector } from '../../functions/retrieval/connectors/subscribers.connector.ts';
import { compileSessionPolicy, MAX_SESSION_POLICY } from '../../functions/retrieval/session-policy.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { parsePolicy } from '../../local/iam/statement.ts';
import { ROLE } from '../kit/guarded-clients.ts';

const NAME = `due-process-mail-${'x'.repeat(40)}`;
const mail = mailConnector({ tables: { mail: NAME }, buckets: { mail: NAME } });
const TABLE = `arn:aws:dynamodb:eu-west-1:000000000000:table/${NAME}`;
const OBJECT = `arn:aws:s3:::${NAME}/acct-0001/m1.eml`;

const statements = (items: readonly string[] = mail.items) =>
  parsePolicy(JSON.parse(JSON.stringify(compileSessionPolicy('acct-0001', mail.access(items), ROLE))));
const attributes = mail.access(mail.items).tables[0]?.attributes ?? [];
const good = {
  'dynamodb:leadingkeys': ['acct-0001'],
  'dynamodb:attributes': attributes,
  'dynamodb:select': ['SPECIFIC_ATTRIBUTES'],
};
const decide = (action: string, context: Record<string, string[]>, resource = TABLE, items = mail.items) =>
  evaluate(statements(items), { action, resource, context });
const without = (name: keyof typeof good) =>
  Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));

describe('the session policy of a grant', () => {
  it('allows a projected query of the account and its objects', () => {
    expect(decide('dynamodb:Query', good)).toBe('allowed');
    expect(decide('s3:GetObject', {}, OBJECT)).toBe('allowed');
  });

  it.each([
    ['another account', { ...good, 'dynamodb:leadingkeys': ['acct-0002'] }],
    ['another account beside it', { ...good, 'dynamodb:leadingkeys': ['acct-0001', 'acct-0002'] }],
    ['no key at all', without('dynamodb:leadingkeys')],
    ['no projection', without('dynamodb:attributes')],
    ['an attribute that no item needs', { ...good, 'dynamodb:attributes': [...attributes, 'subject'] }],
    ['all attributes', { ...good, 'dynamodb:select': ['ALL_ATTRIBUTES'] }],
    ['a count', { ...good, 'dynamodb:select': ['COUNT'] }],
  ])('does not allow a query of %s', (_, context) => {
    expect(decide('dynamodb:Query', context)).toBe('notAllowed');
  });

  it.each([
    'Scan',
    'GetItem',
    'PutItem',
    'DeleteItem',
    'PartiQLSelect',
    'BatchGetItem',
    'ExportTableToPointInTime',
  ])('does not allow %s', (action) => {
    expect(decide(`dynamodb:${action}`, good)).toBe('notAllowed');
  });

  it.each([
    ['another account’s objects', 's3:GetObject', `arn:aws:s3:::${NAME}/acct-0002/m1.eml`],
    ['an account whose id goes on', 's3:GetObject', `arn:aws:s3:::${NAME}/acct-00011/m1.eml`],
    ['a list of objects', 's3:ListBucket', `arn:aws:s3:::${NAME}`],
    ['a write', 's3:PutObject', OBJECT],
    ['another bucket', 's3:GetObject', 'arn:aws:s3:::other/acct-0001/m1.eml'],
  ])('does not allow %s', (_, action, resource) => {
    expect(decide(action, {}, resource)).toBe('notAllowed');
  });

  it('of headers reaches no object and no index', () => {
    const headers = ['traffic.mail-headers'];
    expect(evaluate(statements(headers), { action: 's3:GetObject', resource: OBJECT, context: {} })).toBe(
      'notAllowed',
    );
    const index = `${TABLE}/index/by-subject`;
    expect(evaluate(statements(headers), { action: 'dynamodb:Query', resource: index, context: good })).toBe(
      'notAllowed',
    );
  });

  it('fits what STS takes, for the longest names and all items', () => {
    const long = 'n'.repeat(120);
    const subscribers = subscribersConnector({ tables: { subscribers: long }, buckets: {} });
    const access = subscribers.access(subscribers.items);
    for (const one of [access, mail.access(mail.items)])
      expect(JSON.stringify(compileSessionPolicy('a'.repeat(64), one, ROLE)).length).toBeLessThan(
        MAX_SESSION_POLICY,
      );
  });

  it('is not made of an account id that would mean more than itself', () => {
    for (const account of ['*', 'acct-*', 'acct-?', `$${'{aws:username}'}`, 'a/b', '', '../x'])
      expect(() => compileSessionPolicy(account, mail.access(mail.items), ROLE)).toThrow('cannot carry');
  });

  it('names one account’s keys whatever the account is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (mine, other) => {
        fc.pre(mine !== other);
        let policy: unknown;
        try {
          policy = compileSessionPolicy(mine, mail.access(mail.items), ROLE);
        } catch {
          return;
        }
        const context = { ...good, 'dynamodb:leadingkeys': [other] };
        const parsed = parsePolicy(JSON.parse(JSON.stringify(policy)));
        expect(evaluate(parsed, { action: 'dynamodb:Query', resource: TABLE, context })).toBe('notAllowed');
      }),
    );
  });
});
