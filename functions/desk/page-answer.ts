import { problem } from '../shared/problem.ts';

/** Nothing in an answer runs, loads or is framed, and no other site reads it, whatever a browser takes it for. */
const SANDBOXED = {
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'content-type': 'image/png',
};

/** A page with the way to the next, as references to the URL that was asked (RFC 8288, RFC 3986). */
export const pageAnswer = (png: Uint8Array, { page, pages }: { page: number; pages: number }) => ({
  status: 200 as const,
  bytes: png,
  headers: {
    ...SANDBOXED,
    link: [...(page < pages ? [`<?page=${page + 1}>; rel="next"`] : []), `<?page=${pages}>; rel="last"`].join(
      ', ',
    ),
  },
});

/**
 * The gateway looks at the first type that a caller accepts, and gives bytes out to those alone; others would get base64.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 * @throws Problem 406
 */
export function requirePngFirst(accept: string | undefined): void {
  if (accept?.split(/[;,]/, 1)[0]?.trim().toLowerCase() !== 'image/png') throw problem('not_acceptable.png');
}
