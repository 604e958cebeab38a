import { type App, Stack } from 'aws-cdk-lib';
import type { ServiceStack } from './service-stack.ts';
import { Alarms } from './shared/alarms.ts';
import { type Deployment, stackProps } from './stack-props.ts';
import type { StateStack } from './state-stack.ts';
import { Trail } from './trail/trail.ts';
import type { TrailState } from './trail/trail-state.ts';

export interface TrailStackProps extends Deployment {
  readonly state: StateStack;
  readonly trail: TrailState;
  readonly service: ServiceStack;
}

/** The record of who called AWS, and what rings on it. Apart from what it watches. */
export class TrailStack extends Stack {
  constructor(scope: App, id: string, { state, trail, service, ...deployment }: TrailStackProps) {
    const { foundation } = state;
    const { stage } = foundation;
    super(scope, id, {
      ...stackProps({ ...deployment, stage }),
      description: 'Due Process: the trail of calls to AWS, and alarms on it.',
    });
    new Trail(this, 'Trail', {
      foundation,
      alarms: new Alarms(this, 'Alarms', { topic: foundation.alarmTopic, stage }),
      state: trail,
      stores: state,
      service: service.service,
    });
  }
}
