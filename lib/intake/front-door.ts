import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
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
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import type { Route } from '../../functions/shared/route.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Throttle } from '../shared/stage.ts';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { Attempts } from './attempts.ts';
import { GatewayProblems } from './gateway-problems.ts';
import { Identity } from './identity.ts';
import { OwnName } from './own-name.ts';
import type { People } from './people.ts';
import { WebAcl } from './web-acl.ts';

type Public = Route & { readonly roles: 'public' };
type Protected = Route & { readonly roles: readonly unknown[] };

/** How many refused attempts in five minutes are no longer somebody's typing errors. */
const MANY_ATTEMPTS = 10;

export interface FrontDoorProps {
  readonly foundation: Foundation;
  readonly people: People;
  readonly attempts: Table;
}

/** The REST API: who is calling, and which function answers. Rooms bring their own routes. */
export class FrontDoor extends Construct {
  readonly #api: RestApi;
  readonly #authorizer: IAuthorizer;
  readonly #stageName: string;
  /** Who answers people, and so tells of attempts. */
  readonly #answering = new Set<DueFunction>();
  readonly #called = new Set<DueFunction>();
  readonly attempts: Attempts;

  constructor(scope: Construct, id: string, { foundation, people, attempts }: FrontDoorProps) {
    super(scope, id);
    this.attempts = new Attempts(attempts, foundation);
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
    this.#guard(foundation);
    this.#acknowledge();
    // The URL by its own name; the CDK's output is called after the construct.
    this.#api.node.tryRemoveChild('Endpoint');
    const { url } = deployment.domain
      ? new OwnName(this, 'OwnName', { api: this.#api, domain: deployment.domain })
      : this.#api;
    new CfnOutput(this, 'ApiUrl', { value: url }).overrideLogicalId('ApiUrl');
  }

  /** A route for those whom the authorizer lets in; the function holds their roles against it, and tells of attempts. */
  route(route: Protected, answeredBy: DueFunction): void {
    if (!this.#answering.has(answeredBy)) this.attempts.letAdd(answeredBy);
    this.#answering.add(answeredBy);
    this.#add(route, answeredBy, {
      authorizer: this.#authorizer,
      authorizationType: AuthorizationType.CUSTOM,
    });
  }

  /** A route for everyone. */
  publicRoute(route: Public, answeredBy: DueFunction, reason: string): void {
    const method = this.#add(route, answeredBy, { authorizationType: AuthorizationType.NONE });
    Validations.of(method).acknowledge({ id: 'AwsSolutions-APIG4', reason });
  }

  #add(
    { method, path }: Route,
    answeredBy: DueFunction,
    options: Parameters<RestApi['root']['addMethod']>[2],
  ) {
    if (!this.#called.has(answeredBy)) this.#letCall(answeredBy);
    this.#called.add(answeredBy);
    const integration = new AwsIntegration({
      proxy: true,
      service: 'lambda',
      path: `2015-03-31/functions/${answeredBy.live.functionArn}/invocations`,
    });
    return this.#api.root.resourceForPath(path).addMethod(method, integration, options);
  }

  /** Lets the stage call a function, for all of its routes at once; the console's trial of a method is another stage. */
  #letCall(fn: DueFunction): void {
    fn.live.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.#api.arnForExecuteApi('*', '/*', this.#stageName),
    });
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
