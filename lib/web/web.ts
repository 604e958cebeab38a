import { Annotations, CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ASSETS, CACHE, contentPolicy, HEADERS, PAGE_PATHS } from '../../web/hosting.ts';
import type { ApiOrigin } from '../intake/front-door.ts';
import type { Pages } from '../stack-props.ts';
import { ANSWER_WITH_PAGE, answerWith, keepFor, NAME_VIEWER, PASSAGE_HEADER } from './edge.ts';
import { headersPolicy, STRICT_TRANSPORT } from './headers-policy.ts';

/** Files of the pages that are neither index.html nor an asset. */
export const OTHER_FILES = ['/favicon.svg'];

/** Statuses that CloudFront would answer to everyone for ten seconds after it heard them once, whoever they were for. */
const KEPT_STATUSES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Of a bucket of another stack no more is wanted. */
type Named = Pick<IBucket, 'bucketName' | 'bucketRegionalDomainName'>;

export interface WebProps {
  readonly pages: Pages;
  readonly files: Named;
  /** Buckets to which the API gives links. */
  readonly linked: readonly Named[];
  readonly api: ApiOrigin;
}

/** The pages and the API under one address: paths of the pages lead to their files, every other to the API. */
export class Web extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { pages, files, linked, api }: WebProps) {
    super(scope, id);
    const policy = contentPolicy([
      ...api.signInOrigins,
      ...(pages.connect ?? []),
      ...linked.map((bucket) => `https://${bucket.bucketRegionalDomainName}`),
    ]);
    const always = { ...HEADERS, 'content-security-policy': policy };
    const atEdge = (name: string, code: string, eventType = FunctionEventType.VIEWER_REQUEST) => ({
      eventType,
      function: new EdgeFunction(this, name, {
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
        comment: `Due Process: ${name}`,
      }),
    });
    const file: BehaviorOptions = {
      origin: this.#filesOrigin(files),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      responseHeadersPolicy: headersPolicy(this, 'Page', { ...always, 'cache-control': CACHE.others }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
    };
    const page = { ...file, functionAssociations: [atEdge('AnswerWithPage', ANSWER_WITH_PAGE)] };
    const config = {
      ...file,
      functionAssociations: [
        atEdge(
          'Config',
          answerWith(
            {
              api: '',
              issuer: api.issuer,
              clientId: api.clientId,
              rolesClaim: api.rolesClaim,
              roleNames: api.roleNames,
            },
            {
              ...always,
              'strict-transport-security': STRICT_TRANSPORT,
              'content-type': 'application/json',
              'cache-control': CACHE.others,
            },
          ),
        ),
      ],
    };
    const asset = {
      ...file,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headersPolicy(this, 'Asset', always),
      functionAssociations: [atEdge('Keep', keepFor(CACHE.assets), FunctionEventType.VIEWER_RESPONSE)],
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Due Process: pages and API',
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: new HttpOrigin(api.domainName, {
          originPath: api.path,
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { [PASSAGE_HEADER]: api.passage },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // The host is the API's own, by which the gateway knows it; all else is as the caller sent it.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: headersPolicy(this, 'Api', {}),
        functionAssociations: [atEdge('NameViewer', NAME_VIEWER)],
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        compress: false,
      },
      additionalBehaviors: {
        [`${ASSETS}*`]: asset,
        '/config.json': config,
        '/': page,
        ...Object.fromEntries(['/index.html', ...OTHER_FILES].map((path) => [path, file])),
        ...Object.fromEntries(PAGE_PATHS.flatMap((path) => [path, `${path}/*`]).map((path) => [path, page])),
      },
      errorResponses: KEPT_STATUSES.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(pages.webAclArn ? { webAclId: pages.webAclArn } : {}),
      ...(pages.name && pages.certificateArn
        ? {
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            domainNames: [pages.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', pages.certificateArn),
          }
        : {}),
    });
    this.#acknowledge(pages);
    const { distributionDomainName } = this.distribution;
    const output = (name: string, value: string) =>
      new CfnOutput(this, name, { value }).overrideLogicalId(name);
    output('PagesAddress', `https://${pages.certificateArn ? pages.name : distributionDomainName}/`);
    output('PagesAlias', distributionDomainName);
  }

  /** The bucket's policy stands beside it, in a stack before this one. */
  #filesOrigin(files: Named) {
    const origin = S3BucketOrigin.withOriginAccessControl(
      Bucket.fromBucketAttributes(this, 'Files', {
        bucketName: files.bucketName,
        bucketRegionalDomainName: files.bucketRegionalDomainName,
      }),
    );
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac');
    return origin;
  }

  #acknowledge({ certificateArn, webAclArn }: Pages): void {
    const acknowledge = (id: string, reason: string) =>
      Validations.of(this.distribution).acknowledge({ id, reason });
    acknowledge('AwsSolutions-CFR1', 'Authorities of any country file here, and everyone may read reports.');
    acknowledge(
      'AwsSolutions-CFR3',
      'CloudFront logs who asked from which address. The public may read reports and the rulebook unobserved; calls of the API are in its own log, reads of the files in that of their bucket.',
    );
    if (!webAclArn)
      acknowledge(
        'AwsSolutions-CFR2',
        'The API has a web ACL of its own, which tells callers apart behind CloudFront; the rest is files. One before both is -c pagesWebAclArn: docs/adr/0036.',
      );
    if (!certificateArn)
      acknowledge(
        'AwsSolutions-CFR4',
        "CloudFront takes TLS 1.0 under its own names. A stage for trying; where demands bind, a name and a certificate of the deployer's are asked for.",
      );
  }
}
