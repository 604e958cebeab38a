import { type App, Stack } from 'aws-cdk-lib';
import { Answers } from './answers.ts';
import type { LedgerStack } from './ledger-stack.ts';
import type { Stage } from './shared/stage.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface AnswersStackProps extends Deployment {
  readonly stage: Stage;
  readonly state: StateStack;
  readonly ledger: LedgerStack;
}

/**
 * What answers people, and what tells customers. The API that leads here, and the workflow, stand in the service's stack, which
 * comes after: no demand in flight knows a function of this one.
 */
export class AnswersStack extends Stack {
  readonly answers: Answers;

  constructor(scope: App, id: string, { stage, state, ledger, ...deployment }: AnswersStackProps) {
    super(scope, id, {
      ...stackProps({ ...deployment, stage }),
      description: 'Due Process: what answers people, and what tells customers.',
    });
    this.answers = new Answers(this, 'Answers', { state, ledger });
  }
}
