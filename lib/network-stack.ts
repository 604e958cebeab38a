import { type App, Stack } from 'aws-cdk-lib';
import { Network } from './network/network.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface NetworkStackProps extends Deployment {
  readonly state: StateStack;
}

/** Where functions of connectors run, in stages that isolate them. It stands before the service, and outlives its changes. */
export class NetworkStack extends Stack {
  readonly network: Network;

  constructor(scope: App, id: string, { state, ...deployment }: NetworkStackProps) {
    const { foundation, retrieval } = state;
    super(scope, id, {
      ...stackProps({ ...deployment, stage: foundation.stage }),
      description: 'Due Process: the network of connectors, which has no way out but to the stores.',
    });
    this.network = new Network(this, 'Network', {
      foundation,
      written: [retrieval.harvest, retrieval.frozen],
    });
  }
}
