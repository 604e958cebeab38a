import { type App, Stack } from 'aws-cdk-lib';
import type { ServiceStack } from './service-stack.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';
import { Web } from './web/web.ts';

export interface WebStackProps extends Deployment {
  readonly state: StateStack;
  readonly service: ServiceStack;
}

/** The pages before the API, in deployments that have them. Nothing stands behind it: it can go and come again. */
export class WebStack extends Stack {
  constructor(scope: App, id: string, { state, service, ...deployment }: WebStackProps) {
    super(scope, id, {
      ...stackProps({ ...deployment, stage: state.foundation.stage }),
      description: 'Due Process: pages for people, before the API.',
    });
    const { pages } = deployment;
    const { pagesFiles } = state;
    const { origin } = service.service.frontDoor;
    if (!pages || !pagesFiles || !origin) throw new Error('No pages were asked for.');
    new Web(this, 'Web', {
      pages,
      files: pagesFiles,
      linked: [state.intake.documents, state.disclosure.disclosures],
      api: origin,
    });
    // It imports by name what the service says of itself.
    this.addStackDependency(service);
  }
}
