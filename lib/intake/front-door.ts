import { Aws, CfnOutput, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  AwsIntegration,
  EndpointType,
  type IAuthorizer,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Throttle } from '../shared/stage.ts';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import type { Door, Led } from './door.ts';
import { GatewayProblems } from './gateway-problems.ts';
import { Identity } from './identity.ts';
import { OwnName } from './own-name.ts';
import type { People } from './people.ts';
import { passageOf, WebAcl } from './web-acl.ts';

/** Stands before what may be empty. */
const MARK = '|roles|';

/** How many refused attempts in five minutes are no longer somebody's typing errors. */
const MANY_ATTEMPTS = 10;

export interface FrontDoorProps {
  readonly foundation: Foundation;
  readonly people: People;
  readonly attempts: Table;
  /** Which function answers what. */
  readonly door: Door;
}

/** What stands before the API must know of it, in stacks behind this one. */
export interface ApiOrigin {
  readonly domainName: string;
  /** Empty, or with a slash at its beginning. */
  readonly path: string;
  /** Says to the API's web ACL that a request came that way. */
  readonly passage: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly rolesClaim: string;
  /** `GROUP=role,GROUP=role`, or nothing. */
  readonly roleNames: string;
  readonly signInOrigins: readonly string[];
}

/** The REST API: who is calling, and which function answers. Rooms have brought their routes to the door. */
export class FrontDoor extends Construct {
  /** Where the deployment has pages, which stand before it. */
  readonly origin: ApiOrigin | undefined;
  readonly #api: RestApi;
  readonly #authorizer: IAuthorizer;
  readonly #stageName: string;
  readonly #mayCall = new Map<DueFunction, CfnPermission>();

  constructor(scope: Construct, id: string, { foundation, people, attempts, door }: FrontDoorProps) {
    super(scope, id);
    const { stage, keys, alarms, deployment } = foundation;
    this.#stageName = stage.name;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    this.#api = new RestApi(this, 'Api', {
      restApiName: `due-process-${stage.name}`,
      // Pages of papers. Whatever else is asked for or sent is text.
      binaryMediaTypes: ['image/png'],
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: deployment.domain !== undefined,
      // The account's setting, which is not a stage's to make: lib/account-stack.ts.
      cloudWatchRole: false,
      deployOptions: {
        stageName: stage.name,
        tracingEnabled: stage.tracing,
        // The gateway's own execution log goes to a group that it makes itself, without our key and retention.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: ACCESS_LOG_FORMAT,
        throttlingRateLimit: stage.throttle.rate,
        throttlingBurstLimit: stage.throttle.burst,
        methodOptions: Object.fromEntries(Object.entries(stage.routeThrottles).map(methodThrottle)),
      },
    });
    new GatewayProblems(this, 'Problems', this.#api);
    const identity = new Identity(this, 'Identity', { people });
    const authorize = new DueFunction<AuthorizeEnv>(this, 'Authorize', {
      foundation,
      handler: 'intake/authorize',
      kind: 'authorizer',
      environment: identity.environment,
    });
    this.#authorizer = new TokenAuthorizer(this, 'Authorizer', {
      handler: authorize.live,
      // Nothing is kept: a kept answer lets a token in for that long after it expired or its key was withdrawn, and
      // checking one again costs milliseconds, since the function keeps the issuer's keys. The header that names the
      // role in which a caller acts is no part of it: functions read that, of every call.
      resultsCacheTtl: Duration.seconds(0),
    });
    // Not on the authorizer's errors, of which every bad token is one: on what the gateway says of it.
    alarms.onLines(this, 'AuthorizerFails', {
      lines: [{ logGroup: accessLog, pattern: '{ $.answeredBy = "AUTHORIZER_*" }' }],
      says: 'Nobody can be told apart: the authorizer failed.',
      section: 'the-authorizer-fails',
    });
    // Each is an item of its own: the table counts what all functions add to it.
    alarms.watch(this, 'AttemptsRefused', {
      metric: attempts.metric('SuccessfulRequestLatency', {
        dimensionsMap: { TableName: attempts.tableName, Operation: 'PutItem' },
        period: Duration.minutes(5),
        statistic: 'SampleCount',
      }),
      threshold: MANY_ATTEMPTS,
      when: 'reached',
      says: 'Somebody tried again and again what is not theirs to do.',
      section: 'attempts-are-refused',
    });
    alarms.watch(this, 'ServerErrors', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      when: 'reached',
      says: 'The API answered with 5xx.',
      section: 'the-api-fails',
    });
    for (const led of door.led) this.#lead(led);
    this.#guard(foundation);
    this.#acknowledge();
    // The URL by its own name; the CDK's output is called after the construct.
    this.#api.node.tryRemoveChild('Endpoint');
    const { url } = deployment.domain
      ? new OwnName(this, 'OwnName', { api: this.#api, domain: deployment.domain })
      : this.#api;
    new CfnOutput(this, 'ApiUrl', { value: url }).overrideLogicalId('ApiUrl');
    this.origin = deployment.pages ? this.#originFor(identity, deployment.domain?.name) : undefined;
  }

  /** By name: what hangs on a condition, or on this stack's id, would mean another thing in another stack. */
  #originFor({ environment, origins }: Identity, ownName: string | undefined): ApiOrigin {
    const share = (name: string, value: string): string => {
      const exportName = `${Stack.of(this).stackName}-${name}`;
      new CfnOutput(this, name, { value, exportName }).overrideLogicalId(name);
      return Fn.importValue(exportName);
    };
    const own = `${this.#api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    return {
      domainName: share('PagesApi', ownName ?? own),
      path: ownName ? '' : `/${this.#stageName}`,
      passage: share('PagesPassage', passageOf()),
      issuer: share('PagesIssuer', environment.OIDC_ISSUER),
      clientId: share('PagesClient', environment.OIDC_AUDIENCE),
      rolesClaim: share('PagesRolesClaim', environment.ROLES_CLAIM),
      // An export cannot be empty.
      roleNames: Fn.select(
        1,
        Fn.split(MARK, share('PagesRoleNames', Fn.join('', [MARK, environment.ROLE_NAMES ?? '']))),
      ),
      signInOrigins: origins.map((origin, index) => share(`PagesSignIn${index}`, origin)),
    };
  }

  #lead({ route: { method, path }, answeredBy, isPublic }: Led): void {
    const integration = new AwsIntegration({
      proxy: true,
      service: 'lambda',
      path: `2015-03-31/functions/${answeredBy.live.functionArn}/invocations`,
    });
    const made = this.#api.root
      .resourceForPath(path)
      .addMethod(
        method,
        integration,
        isPublic === undefined
          ? { authorizer: this.#authorizer, authorizationType: AuthorizationType.CUSTOM }
          : { authorizationType: AuthorizationType.NONE },
      );
    // Nobody is led to a function that the stage may not call yet.
    made.node.addDependency(this.#permissionOf(answeredBy));
    if (isPublic !== undefined)
      Validations.of(made).acknowledge({ id: 'AwsSolutions-APIG4', reason: isPublic });
  }

  /**
   * Lets the stage call a function, for all of its routes at once; the console's trial of a method is another stage. It
   * stands here and not beside the function, whose stack is made before there is an API.
   */
  #permissionOf(fn: DueFunction): CfnPermission {
    const known = this.#mayCall.get(fn);
    if (known) return known;
    const permission = new CfnPermission(this, `LetCall${fn.node.id}`, {
      action: 'lambda:InvokeFunction',
      functionName: fn.live.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: this.#api.arnForExecuteApi('*', '/*', this.#stageName),
    });
    this.#mayCall.set(fn, permission);
    return permission;
  }

  /** A web ACL, the stage's own or one that is there; where nothing binds, none. */
  #guard(foundation: Foundation): void {
    const { stage, deployment } = foundation;
    const arn =
      deployment.webAclArn ?? (stage.watched ? new WebAcl(this, 'WebAcl', foundation).arn : undefined);
    if (arn) {
      new CfnWebACLAssociation(this, 'WebAclAssociation', {
        webAclArn: arn,
        resourceArn: this.#api.deploymentStage.stageArn,
      });
      return;
    }
    const reason =
      'A stage for trying, with made-up customers. Throttles, closed schemas and the authorizer stand; where demands bind, a web ACL does too.';
    for (const id of ['AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF'])
      Validations.of(this.#api).acknowledge({ id, reason });
  }

  #acknowledge(): void {
    const acknowledge = (id: string, reason: string) => Validations.of(this.#api).acknowledge({ id, reason });
    acknowledge(
      'AwsSolutions-APIG2',
      'Functions parse every request themselves, with limits on size, depth and counts and with answers that name the field; the gateway would answer in another shape.',
    );
    acknowledge(
      'AwsSolutions-APIG6',
      "Access logs and the functions' own logs tell what happened. Execution logs can quote requests, which carry personal data, into a log group without our key and retention.",
    );
    acknowledge(
      'AwsSolutions-COG4',
      'Tokens may come from any OIDC issuer; a Lambda authorizer verifies signature, issuer, audience and times of each.',
    );
  }
}

const methodThrottle = ([route, { rate, burst }]: [string, Throttle]) => {
  const [verb, path] = route.split(' ', 2);
  return [`${path}/${verb}`, { throttlingRateLimit: rate, throttlingBurstLimit: burst }];
};
