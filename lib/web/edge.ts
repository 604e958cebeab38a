/** What runs at CloudFront, as CloudFront reads it: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html */

/** The header in which the API's web ACL finds who is calling. CloudFront writes over what a caller sent of that name. */
export const VIEWER_HEADER = 'x-viewer-address';
/** The header that says that a request came this way; its value is known to the distribution and the web ACL. */
export const PASSAGE_HEADER = 'x-passage';

/** Every path of the pages is index.html's. */
export const ANSWER_WITH_PAGE = `function handler(event) {
  event.request.uri = '/index.html';
  return event.request;
}`;

/** From the API every caller would look like CloudFront. */
export const NAME_VIEWER = `function handler(event) {
  event.request.headers['${VIEWER_HEADER}'] = { value: event.viewer.ip };
  return event.request;
}`;

/** It is not asked of what is not there: a browser forgets that at once. */
export const keepFor = (cacheControl: string): string => `function handler(event) {
  event.response.headers['cache-control'] = { value: '${cacheControl}' };
  return event.response;
}`;

type Headers = Readonly<Record<string, string>>;

/** Answers by itself, with every header: a policy of headers may not reach what a function answers. */
export const answerWith = (body: object, headers: Headers): string => `function handler() {
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: ${JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])))},
    body: { encoding: 'text', data: JSON.stringify(${JSON.stringify(body)}) },
  };
}`;
