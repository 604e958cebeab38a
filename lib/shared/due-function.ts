import type { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type IFunction,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './allow.ts';
import { handlerCode } from './bundle.ts';
import type { Foundation } from './foundation.ts';
import { FUNCTION_KINDS, type FunctionKind } from './function-kinds.ts';

export interface DueFunctionProps<Env> {
  readonly foundation: Foundation;
  /** `<room>/<verb>`: the handler is `functions/<room>/<verb>.handler.ts`. */
  readonly handler: `${string}/${string}`;
  readonly kind: FunctionKind;
  /** Exactly the variables of the function's own `<verb>.env.ts`. */
  readonly environment: NoInfer<Env>;
  /** A role that stands elsewhere; what it may do is added here. Without one, the function has a role of its own. */
  readonly role?: IRole;
  /** Where an asynchronous event goes that the function failed on every time. */
  readonly deadLetterQueue?: IQueue;
}

/**
 * A function of a room, with a role and a log group of its own and no permission but to write that log.
 * `Env` is named by the caller, never inferred, so that a missing or misspelt variable does not compile.
 */
export class DueFunction<Env extends Readonly<Record<string, string>> = never>
  extends Construct
  implements IGrantable
{
  /** The function, for what is set and measured. Whoever calls it calls `live`. */
  readonly lambda: LambdaFunction;
  /** The alias that every caller names. A deployment moves it at once, to a version that cannot change. */
  readonly live: IFunction;
  readonly role: IRole;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: DueFunctionProps<Env>) {
    super(scope, id);
    const { foundation, handler, kind, environment, role, deadLetterQueue } = props;
    const { stage, keys } = foundation;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      encryptionKey: keys.operations,
      removalPolicy: stage.removalPolicy,
    });
    // A role of ours instead of the CDK's: that one takes a managed policy which may write every log of the account.
    this.role = role
      ? Role.fromRoleName(this, 'Role', role.roleName)
      : new Role(this, 'Role', {
          assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
          description: `${handler} of Due Process`,
        });
    logGroup.grantWrite(this.role);
    this.grantPrincipal = this.role;
    this.lambda = new LambdaFunction(this, 'Function', {
      description: handler,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: handlerCode(this, handler),
      ...FUNCTION_KINDS[kind],
      role: this.role,
      logGroup,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: handler },
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(deadLetterQueue ? { deadLetterQueue } : {}),
      ...(stage.reserved[handler] ? { reservedConcurrentExecutions: stage.reserved[handler] } : {}),
    });
    // The CDK's own class misses its own interface under `exactOptionalPropertyTypes`.
    this.live = this.lambda.addAlias('live') as IFunction;
    if (stage.tracing)
      acknowledgeWildcard(this, '*', 'X-Ray has no resources to name: segments are written to the account.');
  }
}
