import { ArnFormat, Aws, Fn, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Foundation } from '../shared/foundation.ts';
import { PASSAGE_HEADER, VIEWER_HEADER } from '../web/edge.ts';

/**
 * Requests in five minutes from one address, beyond which it waits. A demand with its documents and decisions is some
 * tens of requests; a whole office behind one address stays far below it.
 */
const PER_ADDRESS = 2_000;

/**
 * Rules that a lawful filing trips: its text quotes paths, URLs, scripts and whole messages, as evidence does, and it is
 * larger than 8 KB. They count and do not block; functions parse every body in closed schemas and never run any of it.
 */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    // Programs of authorities call here, and not every one says what it is called.
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY'],
  AWSManagedRulesAmazonIpReputationList: [],
};

type Rate = CfnWebACL.RateBasedStatementProperty;
const BY_ADDRESS: Rate = { limit: PER_ADDRESS, aggregateKeyType: 'IP' };

/**
 * The word by which requests that came by the pages' distribution are known: the part of this stack's id that no other has.
 * Whoever learns it escapes the rate per address, and nothing else.
 */
export const passageOf = (): string => Fn.select(2, Fn.split('/', Aws.STACK_ID));

/** Behind the pages all callers have addresses of CloudFront; theirs is in a header that it writes. */
function ratesBehindPages(): Readonly<Record<string, Rate>> {
  const plain = [{ priority: 0, type: 'NONE' }];
  const cameByPages: CfnWebACL.StatementProperty = {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: PASSAGE_HEADER } },
      positionalConstraint: 'EXACTLY',
      searchString: passageOf(),
      textTransformations: plain,
    },
  };
  return {
    RatePerAddress: { ...BY_ADDRESS, scopeDownStatement: { notStatement: { statement: cameByPages } } },
    RatePerViewer: {
      limit: PER_ADDRESS,
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ header: { name: VIEWER_HEADER, textTransformations: plain } }],
      scopeDownStatement: cameByPages,
    },
  };
}

/**
 * A web ACL before the API: known bad addresses, known bad requests, and a rate per address. The firewall looks into the
 * first 16 KB of a body, and at no more; a filing may have 256 KB.
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { stage, keys, deployment: { pages } }: Foundation) {
    super(scope, id);
    const visible = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      // Samples would keep whole requests where our key and retention do not reach.
      sampledRequestsEnabled: false,
      metricName,
    });
    const rates = Object.entries(pages ? ratesBehindPages() : { RatePerAddress: BY_ADDRESS });
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('all'),
      rules: [
        ...rates.map(([name, rateBasedStatement], priority) => ({
          name,
          priority,
          action: { block: {} },
          statement: { rateBasedStatement },
          visibilityConfig: visible(name),
        })),
        ...Object.entries(COUNTED).map(([name, counted], index) => ({
          name,
          priority: rates.length + index,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
            },
          },
          visibilityConfig: visible(name),
        })),
      ],
    });
    this.arn = acl.attrArn;
    const log = new LogGroup(this, 'Log', {
      // The name by which WAF knows that it may write there.
      logGroupName: `aws-waf-logs-${Stack.of(this).stackName}`,
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      // Only what was stopped, and of that neither tokens nor paths and queries, which have ids in them.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      },
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        ...(pages ? [{ singleHeader: { Name: PASSAGE_HEADER } }] : []),
        { uriPath: {} },
        { queryString: {} },
      ],
    });
    logging.node.addDependency(log);
  }
}
