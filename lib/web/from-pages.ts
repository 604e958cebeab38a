import type { CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Pages } from '../stack-props.ts';

/** The name under which a distribution answers that has none of the deployer's. */
const OF_CLOUDFRONT = '*.cloudfront.net';

/**
 * Lets the pages follow links to a bucket, which is of another origin. A link is signed for its person and works for minutes;
 * this keeps no one from using it, and only says to browsers which pages may.
 */
export const fromPages = ({ name = OF_CLOUDFRONT }: Pages, method: HttpMethods): CorsRule => ({
  allowedOrigins: [`https://${name}`],
  allowedMethods: [method],
  allowedHeaders: ['*'],
  exposedHeaders: ['etag', 'content-length', 'content-range'],
  maxAge: 3600,
});
