import { ArnFormat, CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CfnStateMachineAlias,
  CfnStateMachineVersion,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { Env as SweepEnv } from '../../functions/watch/sweep.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { acknowledgeWildcard, allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { isPlain } from '../shared/is-plain.ts';
import { Every } from '../shared/schedule.ts';
import { laneOf } from './lane.ts';
import type { Steps } from './steps.ts';
import { wayOfADemand } from './way-of-a-demand.ts';

export interface WorkflowProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  /** The steps of the other rooms. */
  readonly steps: Omit<Steps, 'close' | 'recordFailure'>;
}

/** The state machine, its own steps, and the sweep that repairs what a crash left half done. */
export class Workflow extends Construct {
  readonly #stateMachine: StateMachine;
  /** What demands are started by: the alias, which a deployment moves to the version that it publishes. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { foundation, ledger, steps }: WorkflowProps) {
    super(scope, id);
    const { stage, keys, alarms } = foundation;
    const close = new DueFunction<ServiceEnv>(this, 'Close', {
      foundation,
      handler: 'preservation/close',
      kind: 'step',
      environment: ledger.environment('close'),
    });
    const recordFailure = new DueFunction<ServiceEnv>(this, 'RecordFailure', {
      foundation,
      handler: 'watch/record-failure',
      kind: 'step',
      environment: ledger.environment('record-failure'),
    });
    ledger.letChange(close, 'close');
    ledger.letChange(recordFailure, 'record-failure');
    alarms.onErrorsOf(recordFailure);

    const all = { ...steps, close, recordFailure };
    this.#stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(wayOfADemand(new Construct(this, 'States'), all)),
      tracingEnabled: stage.tracing,
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: stage.logRetention,
          encryptionKey: keys.operations,
          removalPolicy: stage.removalPolicy,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
      removalPolicy: stage.removalPolicy,
    });
    this.arn = isPlain(this) ? this.#stateMachine.stateMachineArn : this.#publish();
    this.#acknowledge(stage.tracing);
    // Nobody aborts an execution in the ordinary course, and none may wait longer than Step Functions keeps one.
    const ended = { period: Duration.minutes(5) };
    alarms.watch(this, 'Failed', {
      metric: new MathExpression({
        expression: 'failed + aborted + timedOut',
        usingMetrics: {
          failed: this.#stateMachine.metricFailed(ended),
          aborted: this.#stateMachine.metricAborted(ended),
          timedOut: this.#stateMachine.metricTimedOut(ended),
        },
        ...ended,
      }),
      threshold: 1,
      when: 'reached',
      says: 'A demand failed, or its execution was aborted or ran out of time.',
      section: 'a-demand-failed',
    });
    alarms.onLines(this, 'NotFrozen', {
      lines: [{ logGroup: recordFailure.lambda.logGroup, pattern: '{ $.code = "NOT_FROZEN" }' }],
      says: 'Something could not be frozen.',
      section: 'something-was-not-frozen',
    });
    this.#sweep(foundation, ledger);
    new CfnOutput(this, 'StateMachineArn', { value: this.arn }).overrideLogicalId('StateMachineArn');
  }

  letStart(fn: DueFunction): void {
    allow(fn, { actions: ['states:StartExecution'], resources: [this.arn] });
  }

  /**
   * Lets functions answer a wait. A policy of its own, not a statement in theirs: a function waits for its policies to
   * be made, the state machine for its functions, and this policy for the state machine.
   */
  letAnswer(...functions: DueFunction[]): void {
    new Policy(this, 'AnswerTokens', {
      statements: [
        new PolicyStatement({
          actions: ['states:SendTaskSuccess'],
          resources: [this.#stateMachine.stateMachineArn],
        }),
      ],
      roles: functions.map(({ role }) => role),
    });
  }

  #sweep(foundation: Foundation, ledger: Ledger): void {
    const sweep = new DueFunction<SweepEnv>(this, 'Sweep', {
      foundation,
      handler: 'watch/sweep',
      kind: 'sweep',
      environment: {
        ...ledger.environment('sweep'),
        STATE_MACHINE_ARN: this.arn,
        ...laneOf(foundation.stage),
      },
      deadLetterQueue: foundation.missed,
    });
    ledger.letChange(sweep, 'sweep');
    ledger.open.letCount(sweep);
    for (const compartment of ledger.compartments) {
      compartment.letReadDue(sweep);
      compartment.letAnswer(sweep);
      compartment.letTryAgain(sweep);
      // The other clocks of a demand whose clock comes.
      compartment.letReadMany(sweep);
    }
    this.letStart(sweep);
    allow(sweep, {
      actions: ['states:SendTaskSuccess'],
      resources: [this.#stateMachine.stateMachineArn],
    });
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.#stateMachine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    allow(sweep, {
      actions: ['states:DescribeExecution'],
      resources: [executions],
      wildcard: 'Executions are named after their demands.',
    });
    new Every(this, 'EveryMinute', { foundation, rate: Duration.minutes(1), run: sweep });
    foundation.alarms.onErrorsOf(sweep);
    foundation.alarms.onLogged(sweep, {
      code: 'CLOCK_MISSED',
      says: 'A date of a demand passed, and nobody had done what it was for.',
      section: 'a-date-was-missed',
    });
    foundation.alarms.onLogged(sweep, {
      code: 'STILL_FAILED',
      says: 'A demand stands at failed, and nobody has taken it up for a day.',
      section: 'a-demand-stays-failed',
    });
    // Of the other sweep too, which adds to the same count (notice/telling.ts).
    foundation.alarms.onLogged(sweep, {
      code: 'ITEM_PARKED',
      says: 'Something that is due could not be done for hours.',
      section: 'something-due-is-parked',
    });
    foundation.alarms.onSilenceOf(sweep, Duration.minutes(5));
  }

  /**
   * A version per definition, and the alias on the newest. A version that was replaced stays, so that the alias can be
   * pointed back to it at once; all go with the machine.
   */
  #publish(): string {
    const { stateMachineArn, stateMachineRevisionId } = this.#stateMachine;
    const version = new CfnStateMachineVersion(this, 'Version', { stateMachineArn, stateMachineRevisionId });
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const alias = new CfnStateMachineAlias(this, 'Live', {
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: version.attrArn, weight: 100 }],
    });
    return alias.attrArn;
  }

  #acknowledge(tracing: boolean): void {
    const machine = this.#stateMachine;
    acknowledgeWildcard(
      machine,
      '*',
      'The deliveries of logs (and the segments of X-Ray) that a state machine sets up have no resources to name.',
    );
    Validations.of(machine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'Errors are logged. Every step that ran is in the ledger, with more than a log would say, and kept longer.',
    });
    if (!tracing)
      Validations.of(machine).acknowledge({
        id: 'AwsSolutions-SF2',
        reason:
          'A stage for trying; the execution history shows each step. Where demands bind, tracing is on.',
      });
  }
}
