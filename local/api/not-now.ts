import type { RequestListener } from 'node:http';

/** Answers every request of the API with 503 and when to come again. */
function answerLater(code: string, detail: string): RequestListener {
  const body = JSON.stringify({
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code,
    detail,
  });
  return (request, response) => {
    request.resume();
    response
      .writeHead(503, {
        'content-type': 'application/problem+json',
        'content-length': Buffer.byteLength(body),
        'retry-after': '1',
      })
      .end(request.method === 'HEAD' ? undefined : body);
  };
}

/** From the moment the port listens until the API is attached, so that nobody waits for nothing. */
export const answerStarting = answerLater('starting', 'The laptop is starting. Try again in a second.');

/** While the database is away: every function would find out for itself, and later. */
export const answerAway = answerLater(
  'database_away',
  'The database of the laptop ended and is being started again. Try again in a second.',
);
