import { type App, Stack } from 'aws-cdk-lib';
import { ELSEWHERE } from '../functions/provider/services.ts';
import { Network } from './network/network.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';

export interface NetworkStackProps extends Deployment {
  readonly state: StateStack;
  /** Where stores stand that are not here: those of the entries, if nothing else is said. */
  readonly elsewhere?: typeof ELSEWHERE;
}

/** Where functions of connectors run, in stages that isolate them. It stands before the service, and outlives its changes. */
export class NetworkStack extends Stack {
  readonly network: Network;

  constructor(scope: App, id: string, { state, elsewhere = ELSEWHERE, ...deployment }: NetworkStackProps) {
    const { foundation, retrieval } = state;
    requireReach(elsewhere, deployment.env?.region);
    super(scope, id, {
      ...stackProps({ ...deployment, stage: foundation.stage }),
      description: 'Due Process: the network of connectors, which has no way out but to the stores.',
    });
    this.network = new Network(this, 'Network', {
      foundation,
      written: [retrieval.harvest, retrieval.frozen],
      accounts: [...new Set(Object.values(elsewhere).map(({ account }) => account))].filter(
        (account) => account !== deployment.env?.account,
      ),
    });
  }
}

/** @throws Error where a store could not be reached: gateways lead to no other region */
function requireReach(elsewhere: typeof ELSEWHERE, region: string | undefined): void {
  for (const [service, there] of Object.entries(elsewhere)) {
    if (region === undefined)
      throw new Error(
        `The stores of ${service} are elsewhere, and connectors run in a network of one region: say which, with -c account=111122223333 -c region=${there.region}.`,
      );
    if (there.region !== region)
      throw new Error(
        `The stores of ${service} are in ${there.region}, to which the network of connectors in ${region} does not lead. Deploy there, copy them here, or switch the network off (isolatesConnectors in bin/stages.ts, docs/adr/0026).`,
      );
  }
}
