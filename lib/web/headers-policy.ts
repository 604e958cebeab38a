import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const YEARS = Duration.days(730);
/** Whoever was here once comes back over TLS only. */
export const STRICT_TRANSPORT = `max-age=${YEARS.toSeconds()}; includeSubDomains`;

const FRAMES: Readonly<Record<string, HeadersFrameOption>> = { DENY: HeadersFrameOption.DENY };
const REFERRERS: Readonly<Record<string, HeadersReferrerPolicy>> = {
  'no-referrer': HeadersReferrerPolicy.NO_REFERRER,
};

/**
 * Headers of every answer, and HSTS, in place of what the origin sent of the same names. CloudFront has members of its own for
 * some, and takes those by no other way.
 * @throws Error for a value that CloudFront has no word for
 */
export function headersPolicy(
  scope: Construct,
  id: string,
  headers: Readonly<Record<string, string>>,
): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': contentType,
    'x-frame-options': frame,
    'referrer-policy': referrer,
    ...others
  } = headers;
  if (contentType !== undefined && contentType !== 'nosniff')
    throw new Error(`x-content-type-options is to be nosniff, not ${contentType}.`);
  return new ResponseHeadersPolicy(scope, `${id}Headers`, {
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: YEARS, includeSubdomains: true, override: true },
      ...(contentSecurityPolicy ? { contentSecurityPolicy: { contentSecurityPolicy, override: true } } : {}),
      ...(contentType ? { contentTypeOptions: { override: true } } : {}),
      ...(frame ? { frameOptions: { frameOption: known(FRAMES, frame), override: true } } : {}),
      ...(referrer ? { referrerPolicy: { referrerPolicy: known(REFERRERS, referrer), override: true } } : {}),
    },
    ...(Object.keys(others).length > 0
      ? {
          customHeadersBehavior: {
            customHeaders: Object.entries(others).map(([header, value]) => ({
              header,
              value,
              override: true,
            })),
          },
        }
      : {}),
  });
}

function known<T>(words: Readonly<Record<string, T>>, word: string): T {
  const found = words[word];
  if (found === undefined) throw new Error(`CloudFront has no word for ${word}: add it in lib/web.`);
  return found;
}
