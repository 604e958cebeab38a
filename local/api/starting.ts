import type { RequestListener } from 'node:http';

const BODY = JSON.stringify({
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'starting',
  detail: 'The laptop is starting. Try again in a second.',
});

/** Answers for the API from the moment its port listens until it is attached, so that nobody waits for nothing. */
export const answerStarting: RequestListener = (request, response) => {
  request.resume();
  response
    .writeHead(503, {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(BODY),
      'retry-after': '1',
    })
    .end(request.method === 'HEAD' ? undefined : BODY);
};
