import * as z from 'zod/mini';
import { InconsistentState } from '../../functions/shared/faults.ts';
import { stepHandler } from '../../functions/shared/step-handler.ts';

const Input = z.object({ demandId: z.string() });
const context = { getRemainingTimeInMillis: () => 10_000 };
const nameOf = async (error: Error): Promise<string> => {
  const handler = stepHandler(Input, () => Promise.reject(error));
  const run = Reflect.apply(handler, undefined, [{ demandId: 'd-1' }, context]);
  return Promise.resolve(run).then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof Error ? thrown.name : 'not an error'),
  );
};
const ofService = (name: string, more: object = {}) =>
  Object.assign(new Error('quotes data'), { name }, more);

describe('a fault of a step reaches the state machine', () => {
  it.each([
    ['a throttled service', ofService('ThrottlingException')],
    ['a service that errs', ofService('InternalError', { $metadata: { httpStatusCode: 503 } })],
    ['a service that asks for another try', ofService('Other', { $retryable: { throttling: true } })],
    ['a broken connection', ofService('Error', { code: 'ECONNRESET' })],
  ])('under the name that is tried again: %s', async (_name, error) => {
    expect(await nameOf(error)).toBe('TransientFault');
  });

  it.each([
    ['a refusal', ofService('AccessDenied', { $metadata: { httpStatusCode: 403 } }), 'AccessDenied'],
    ['a bug', new TypeError('undefined is not a function'), 'TypeError'],
    ['a contradiction', new InconsistentState('no such demand'), 'InconsistentState'],
  ])('under its own name: %s', async (_name, error, name) => {
    expect(await nameOf(error)).toBe(name);
  });
});
