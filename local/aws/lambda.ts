import type { Authorizer } from '../iam/authorizer.ts';
import type { Functions } from '../lambda/functions.ts';
import { parseJson } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import { header, type Service } from './call.ts';

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

type LambdaOptions = {
  readonly functions: Functions;
  readonly authorizer: Authorizer;
};

/** Invoke, waiting for the answer or not. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const lambdaService =
  ({ functions, authorizer }: LambdaOptions): Service =>
  async (call) => {
    const named = INVOKE.exec(call.path)?.[1];
    if (call.method !== 'POST' || named === undefined)
      throw new AwsError(
        'UnknownOperationException',
        'The laptop plays lambda:Invoke and nothing else of it.',
      );
    const qualifier = call.query.get('Qualifier');
    const name = decodeURIComponent(named) + (qualifier === null ? '' : `:${qualifier}`);
    const resource = functions.arnOf(name);
    // Who may not invoke it learns nothing of whether it is there.
    authorizer.require(call.principal, {
      action: 'lambda:InvokeFunction',
      resource: resource ?? name,
      context: {},
    });
    if (resource === undefined)
      throw new AwsError('ResourceNotFoundException', 'Function not found.', { status: 404 });
    const text = call.body.toString('utf8');
    const event = parseJson(text === '' ? 'null' : text, 'the payload');
    if (header(call, 'x-amz-invocation-type') === 'Event') {
      functions.invokeLater(name, event);
      return { status: 202, headers: {}, body: undefined };
    }
    const outcome = await functions.invoke(name, event);
    const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
    if (outcome.ok) return { status: 200, headers, body: JSON.stringify(outcome.payload) };
    return {
      status: 200,
      headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify(outcome.error),
    };
  };
