import { isPassing } from '../../functions/shared/is-passing.ts';

const named = (name: string, more: object = {}) =>
  Object.assign(new Error('said by a test'), { name, ...more });
const status = (httpStatusCode: number | undefined) => named('Other', { $metadata: { httpStatusCode } });

describe('an error that another try may cure', () => {
  it.each([
    ['a 500', status(500)],
    ['a 503', status(503)],
    ['a 429', status(429)],
    ['what the SDK would try again', named('Other', { $retryable: {} })],
    ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND'].map((code) => [
      code,
      named('Error', { code }),
    ]),
    ...[
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'TooManyRequestsException',
      'SlowDown',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'TimeoutError',
      'RequestTimeout',
    ].map((name) => [name, named(name, { $metadata: { httpStatusCode: 400 } })]),
  ])('is %s', (_name, error) => {
    expect(isPassing(error)).toBe(true);
  });

  it.each([
    ['a 400', status(400)],
    ['a 404', status(404)],
    ['a status that never came', status(undefined)],
    ['metadata that are none', named('Other', { $metadata: null })],
    ['an error that the SDK would not try again', named('Other', { $retryable: undefined })],
    ['a refusal', named('AccessDenied', { $metadata: { httpStatusCode: 403 } })],
    ['a file that is not there', named('Error', { code: 'ENOENT' })],
    ['a code that is a number', named('Error', { code: 104 })],
    ['a bug', new TypeError('no function')],
    ['an object that is no error', { name: 'ThrottlingException', $metadata: { httpStatusCode: 500 } }],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
