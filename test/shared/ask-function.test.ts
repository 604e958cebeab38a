import { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../../functions/shared/ask-function.ts';
import { type AwsEndpoint, startAwsEndpoint } from '../kit/aws-endpoint.ts';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:broker:calls';

describe('a function that is asked', () => {
  let aws: AwsEndpoint;
  let lambda: LambdaClient;
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    lambda = new LambdaClient(aws.client);
  });
  afterAll(async () => {
    lambda.destroy();
    await aws.stop();
  });
  const ask = () => askFunction(lambda, { arn: ARN, who: 'broker' }, { open: 1 });
  const failing = (error: object) =>
    aws.answers({ headers: { 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(error) });

  it('is asked through its alias, and answers', async () => {
    aws.answers({ body: '{"is":"complete"}' });
    expect(await ask()).toEqual({ is: 'complete' });
    expect(decodeURIComponent(aws.sent[0]?.path ?? '')).toContain(ARN);
    expect(aws.sent[0]?.body.toString()).toBe('{"open":1}');
  });

  it.each([
    ['StoreBusy', 'StoreBusy'],
    ['TransientFault', 'TransientFault'],
    ['InconsistentState', 'InconsistentState'],
    ['WriteRefused', 'WriteRefused'],
    ['Sandbox.Timedout', 'TransientFault'],
    ['Runtime.ExitError', 'TransientFault'],
    ['TypeError', 'InconsistentState'],
    ['constructor', 'InconsistentState'],
    ['alice@example.com was not found', 'InconsistentState'],
  ])('that fails by %s fails its asker by %s, and says nothing of what it said', async (errorType, name) => {
    failing({ errorType, errorMessage: 'alice@example.com' });
    const error: Error = await ask().then(
      () => new Error('nothing'),
      (thrown: Error) => thrown,
    );
    expect(error.name).toBe(name);
    expect(error.message).not.toContain('alice');
  });
});
