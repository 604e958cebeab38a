import { type App, Stack } from 'aws-cdk-lib';
import type { AnswersStack } from './answers-stack.ts';
import type { LedgerStack } from './ledger-stack.ts';
import type { Network } from './network/network.ts';
import { Service } from './service.ts';
import type { Stage } from './shared/stage.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface ServiceStackProps extends Deployment {
  readonly stage: Stage;
  readonly state: StateStack;
  readonly ledger: LedgerStack;
  readonly answers: AnswersStack;
  /** Where functions of connectors run; absent: as all others do. */
  readonly network?: Network;
}

/** The API, the workflow and its steps. It can be deployed, rolled back and made anew without touching what is kept. */
export class ServiceStack extends Stack {
  readonly service: Service;

  constructor(
    scope: App,
    id: string,
    { stage, state, ledger, answers: { answers }, network, ...deployment }: ServiceStackProps,
  ) {
    super(scope, id, {
      ...stackProps({ ...deployment, stage }),
      description: 'Due Process: answers legal demands for customer data.',
    });
    this.service = new Service(this, 'Service', { state, ledger, answers, ...(network ? { network } : {}) });
  }
}
