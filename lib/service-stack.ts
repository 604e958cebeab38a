import { type App, Stack } from 'aws-cdk-lib';
import { Service } from './service.ts';
import type { Stage } from './shared/stage.ts';

export interface ServiceStackProps {
  readonly stage: Stage;
}

/** The one stack: no account or region is needed to synthesize it, and none is written into it. */
export class ServiceStack extends Stack {
  constructor(scope: App, id: string, { stage }: ServiceStackProps) {
    super(scope, id, {
      description: 'Due Process: answers legal demands for customer data.',
      terminationProtection: stage.deletionProtection,
    });
    new Service(this, 'Service', { stage });
  }
}
