/** How the pages are served, whoever serves them: the laptop, and CloudFront by lib/web. */

/** Where the issuer sends people back to. */
export const SIGNED_IN = '/signed-in';

/** Paths of the pages besides `/`. Each, and all below it, is answered with index.html; every other path is the API's. */
export const PAGE_PATHS: readonly string[] = ['/desk', '/agent', '/check', SIGNED_IN];

/** Files below have a hash of their content in their names. */
export const ASSETS = '/assets/';

/** What a browser may keep: a file whose name changes with its content for good, every other until it has asked again. */
export const CACHE = { assets: 'public, max-age=31536000, immutable', others: 'no-cache' };

/** The one policy that may make an address of a script: that of the worker which checks packages. */
const TRUSTED_TYPES = 'verifier-worker';

/**
 * Nothing of anybody else's, nothing inline, and no text that becomes markup or script.
 * @param connect origins that the pages may call besides their own: the issuer, and where files are kept
 */
export const contentPolicy = (connect: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // Pages of papers come with a token, so that the page makes addresses of them.
    "img-src 'self' blob:",
    "worker-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES}`,
  ].join('; ');

/** Of every file, besides the content policy. A host with TLS adds HSTS: the laptop has none. */
export const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};
