import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { DueFunction } from './due-function.ts';
import type { Foundation } from './foundation.ts';

export interface EveryProps {
  readonly foundation: Foundation;
  readonly rate: Duration;
  readonly run: DueFunction;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Runs a function again and again. A round that is missed is made good by the next, so none is kept for long. */
export class Every extends Construct {
  constructor(scope: Construct, id: string, { foundation, rate, run, input }: EveryProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(rate),
      targets: [
        new LambdaFunction(run.live, {
          deadLetterQueue: foundation.missed,
          retryAttempts: 2,
          maxEventAge: Duration.minutes(5),
          ...(input ? { event: RuleTargetInput.fromObject(input) } : {}),
        }),
      ],
    });
  }
}
