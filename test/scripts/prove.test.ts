import { openAccount } from '../../scripts/prove/account.ts';
import type { Denial } from '../../scripts/prove/denials.ts';
import { isAsExpected, tableOf, verdictOf } from '../../scripts/prove/outcome.ts';
import { type AwsEndpoint, type Sent, startAwsEndpoint } from '../kit/aws-endpoint.ts';

const FUNCTION = {
  FunctionName: 'DueProcess-dev-ReadCalls',
  Description: 'retrieval/read-calls',
  FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:DueProcess-dev-ReadCalls',
  Role: 'arn:aws:iam::111122223333:role/read-calls',
  Environment: { Variables: { CALLS_TABLE: 'calls' } },
};
const OTHERS = [
  { ...FUNCTION, FunctionName: 'DueProcess-prod-ReadCalls' },
  {
    ...FUNCTION,
    FunctionName: 'DueProcess-dev-State-Emptier',
    Description: 'Lambda function for auto-deleting',
  },
];
const CONTEXT = { 'dynamodb:leadingkeys': ['acct-0001'], 'dynamodb:select': ['SPECIFIC_ATTRIBUTES'] };
const denial = (action: string, resource: string, context: Denial['context'] = {}): Denial => ({
  what: action,
  action,
  resource,
  context,
  may: () => false,
});
const DENIALS = [
  denial('dynamodb:GetItem', 'arn:a', CONTEXT),
  denial('dynamodb:Query', 'arn:a', CONTEXT),
  denial('dynamodb:GetItem', 'arn:b', CONTEXT),
  denial('sts:AssumeRole', 'arn:r'),
];

const result = (action: string, resource: string, decision: string) =>
  `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${resource}</EvalResourceName><EvalDecision>${decision}</EvalDecision></member>`;
const specific = (action: string, resources: Record<string, string>) =>
  `<member><EvalActionName>${action}</EvalActionName><EvalDecision>implicitDeny</EvalDecision><ResourceSpecificResults>${Object.entries(
    resources,
  )
    .map(
      ([resource, decision]) =>
        `<member><EvalResourceName>${resource}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`,
    )
    .join('')}</ResourceSpecificResults></member>`;
const simulated = (...members: string[]) => ({
  headers: { 'content-type': 'text/xml' },
  body: `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>${members.join('')}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`,
});

describe('a stage in an account', () => {
  let aws: AwsEndpoint;
  let simulate: (asked: URLSearchParams) => ReturnType<typeof simulated>;
  const answer = ({ path, body }: Sent) => {
    const json = { headers: { 'content-type': 'application/json' } };
    if (/functions\/?$/.test(path))
      return { ...json, body: JSON.stringify({ Functions: [FUNCTION, ...OTHERS] }) };
    if (path.endsWith('/aliases')) return { ...json, body: JSON.stringify({ Aliases: [{ Name: 'live' }] }) };
    return simulate(new URLSearchParams(body.toString()));
  };
  beforeAll(async () => {
    aws = await startAwsEndpoint(answer);
  });
  afterAll(() => aws.stop());

  it('is its functions, and what IAM says of their roles', async () => {
    const asked: URLSearchParams[] = [];
    simulate = (query) => {
      asked.push(query);
      return query.get('ActionNames.member.1')?.startsWith('sts:')
        ? simulated(result('sts:AssumeRole', 'arn:r', 'allowed'))
        : simulated(
            specific('dynamodb:GetItem', { 'arn:a': 'explicitDeny', 'arn:b': 'allowed' }),
            specific('dynamodb:Query', { 'arn:a': 'implicitDeny', 'arn:b': 'implicitDeny' }),
          );
    };
    const place = await openAccount('dev', undefined, aws.client);
    expect(place.world).toEqual([
      {
        handler: 'retrieval/read-calls',
        name: FUNCTION.FunctionName,
        arn: FUNCTION.FunctionArn,
        roleArn: FUNCTION.Role,
        aliases: ['live'],
        variables: { CALLS_TABLE: 'calls' },
      },
    ]);
    const [fn] = place.world;
    if (!fn) throw new Error('no function');
    expect(await place.allowed(fn, DENIALS)).toEqual([false, false, true, true]);
    expect(asked).toHaveLength(2);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      PolicySourceArn: FUNCTION.Role,
      'ResourceArns.member.1': 'arn:a',
      'ResourceArns.member.2': 'arn:b',
      'ContextEntries.member.1.ContextKeyName': 'dynamodb:leadingkeys',
      'ContextEntries.member.1.ContextKeyType': 'stringList',
      'ContextEntries.member.1.ContextKeyValues.member.1': 'acct-0001',
      'ContextEntries.member.2.ContextKeyType': 'string',
    });
    expect(await place.openSession()).toBeUndefined();
    place.close();
  });

  it('in which IAM leaves a request out is not taken for one that denies it', async () => {
    simulate = () => simulated(result('sts:AssumeRole', 'arn:r', 'implicitDeny'));
    const place = await openAccount('dev', undefined, aws.client);
    const [fn] = place.world;
    if (!fn) throw new Error('no function');
    await expect(place.allowed(fn, DENIALS)).rejects.toThrow('IAM says nothing');
    place.close();
  });

  it('that is not there is said', async () => {
    await expect(openAccount('staging', undefined, aws.client)).rejects.toThrow(
      'No functions of the stage staging',
    );
  });
});

describe('an attempt', () => {
  const named = (name: string) => async () => {
    throw Object.assign(new Error('no'), { name });
  };

  it.each(['AccessDenied', 'AccessDeniedException'])('is denied by %s', async (name) => {
    expect(await verdictOf(named(name))).toBe('denied');
  });

  it.each(['NoSuchKey', 'ConditionalCheckFailedException', 'PreconditionFailed', 'ValidationException'])(
    'that is answered %s was let in',
    async (name) => {
      expect(await verdictOf(named(name))).toBe('allowed');
    },
  );

  it.each(['ThrottlingException', 'ExpiredToken', 'InvalidSignatureException', 'TypeError'])(
    'that ends with %s says nothing of rights, and ends it all',
    async (name) => {
      await expect(verdictOf(named(name))).rejects.toMatchObject({ name });
    },
  );

  it('that came otherwise than expected stands out, with whom it was allowed to', () => {
    const outcome = {
      tried: 'x',
      as: '3 functions',
      expected: 'denied',
      came: 'allowed',
      how: 'sent',
    } as const;
    expect(isAsExpected(outcome)).toBe(false);
    expect(tableOf([{ ...outcome, who: ['read-calls'] }])).toEqual([
      'WRONG allowed (expected denied, sent)  x  as read-calls',
    ]);
  });
});
