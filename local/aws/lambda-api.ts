import { randomUUID } from 'node:crypto';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Functions } from '../lambda/functions.ts';
import { type Json, parseJson } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import { header, type Service } from './call.ts';
import { unknownOperation } from './json-service.ts';

type LambdaApiOptions = {
  readonly functions: Functions;
  readonly authorizer: Authorizer;
};

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's Invoke, for functions that call functions. */
export const lambdaService =
  ({ functions, authorizer }: LambdaApiOptions): Service =>
  async (call) => {
    const [, encoded] = PATH.exec(call.path) ?? [];
    if (encoded === undefined || call.method !== 'POST')
      throw unknownOperation('lambda', `${call.method} ${call.path}`);
    const name = decodeURIComponent(encoded);
    const arn = functions.arnOf(name);
    const resource = name.startsWith('arn:') ? name : (arn ?? name);
    authorizer.require(call.principal, { action: 'lambda:InvokeFunction', resource, context: {} });
    if (arn === undefined)
      throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, { status: 404 });
    const text = call.body.toString('utf8');
    const payload: Json = text === '' ? {} : parseJson(text, 'Payload');
    const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
    switch (header(call, 'x-amz-invocation-type') ?? 'RequestResponse') {
      case 'DryRun':
        return { status: 204, headers, body: undefined };
      case 'Event':
        functions.invokeLater(name, payload);
        return { status: 202, headers, body: undefined };
      default: {
        const outcome = await functions.invoke(name, payload);
        return outcome.ok
          ? {
              status: 200,
              headers: { ...headers, 'x-amz-executed-version': '$LATEST' },
              body: JSON.stringify(outcome.payload),
            }
          : {
              status: 200,
              headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
              body: JSON.stringify(outcome.error),
            };
      }
    }
  };
