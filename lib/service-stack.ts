import { type App, Stack } from 'aws-cdk-lib';
import { Service } from './service.ts';
import type { Stage } from './shared/stage.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface ServiceStackProps extends Deployment {
  readonly stage: Stage;
  readonly state: StateStack;
}

/** What computes. It can be deployed, rolled back and made anew without touching what is kept. */
export class ServiceStack extends Stack {
  constructor(scope: App, id: string, { stage, state, ...deployment }: ServiceStackProps) {
    super(scope, id, {
      ...stackProps({ ...deployment, stage }),
      description: 'Due Process: answers legal demands for customer data.',
    });
    new Service(this, 'Service', { stage, state });
  }
}
