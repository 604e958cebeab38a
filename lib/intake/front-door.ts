import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  type IAuthorizer,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Env as AuthorizeEnv } from '../../functions/intake/authorize.env.ts';
import type { Route } from '../../functions/shared/route.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Throttle } from '../shared/stage.ts';
import { ACCESS_LOG_FORMAT } from './access-log.ts';
import { GatewayProblems } from './gateway-problems.ts';
import { Identity } from './identity.ts';
import type { People } from './people.ts';

type Public = Route & { readonly roles: 'public' };
type Protected = Route & { readonly roles: readonly unknown[] };

export interface FrontDoorProps {
  readonly foundation: Foundation;
  readonly people: People;
}

/** The REST API: who is calling, and which function answers. Rooms bring their own routes. */
export class FrontDoor extends Construct {
  readonly #api: RestApi;
  readonly #authorizer: IAuthorizer;

  constructor(scope: Construct, id: string, { foundation, people }: FrontDoorProps) {
    super(scope, id);
    const { stage, keys, alarms } = foundation;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    this.#api = new RestApi(this, 'Api', {
      restApiName: `due-process-${stage.name}`,
      endpointTypes: [EndpointType.REGIONAL],
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
      // checking one again costs milliseconds, since the function keeps the issuer's keys.
      resultsCacheTtl: Duration.seconds(0),
    });
    // No alarm on the authorizer's errors: every bad token is one. An issuer that is away answers 500, below.
    alarms.watch(this, 'ServerErrors', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      when: 'reached',
      says: 'The API answered with 5xx.',
      section: 'the-api-fails',
    });
    this.#acknowledge();
    // The URL by its own name; the CDK's output is called after the construct.
    this.#api.node.tryRemoveChild('Endpoint');
    new CfnOutput(this, 'ApiUrl', { value: this.#api.url }).overrideLogicalId('ApiUrl');
  }

  /** A route for those whom the authorizer lets in; the function holds their roles against it. */
  route(route: Protected, answeredBy: DueFunction): void {
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
    const integration = new LambdaIntegration(answeredBy.live, { allowTestInvoke: false });
    return this.#api.root.resourceForPath(path).addMethod(method, integration, options);
  }

  #acknowledge(): void {
    const acknowledge = (id: string, reason: string) => Validations.of(this.#api).acknowledge({ id, reason });
    acknowledge(
      'AwsSolutions-APIG2',
      'Functions parse every request themselves, with limits on size, depth and counts and with answers that name the field; the gateway would answer in another shape.',
    );
    acknowledge(
      'AwsSolutions-APIG3',
      'Throttles per stage and route, closed schemas and an authorizer before every private route stand in. A provider puts the web ACL that it runs before all of its APIs here too.',
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
