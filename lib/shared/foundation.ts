import { Construct } from 'constructs';
import type { Deployment } from '../stack-props.ts';
import { Alarms } from './alarms.ts';
import type { Keys } from './keys.ts';
import { ParkedQueue } from './parked-queue.ts';
import type { Stage } from './stage.ts';
import type { StateFoundation } from './state-foundation.ts';

/** What every function of a stack stands on. */
export class Foundation extends Construct {
  readonly stage: Stage;
  readonly keys: Keys;
  readonly deployment: Deployment;
  readonly alarms: Alarms;
  /** Rounds of schedules that could not be handed over, or that failed every time. */
  readonly missed: ParkedQueue;

  constructor(scope: Construct, id: string, { stage, keys, alarmTopic, deployment }: StateFoundation) {
    super(scope, id);
    this.stage = stage;
    this.keys = keys;
    this.deployment = deployment;
    this.alarms = new Alarms(this, 'Alarms', { topic: alarmTopic, stage });
    this.missed = new ParkedQueue(this, 'Missed', stage);
    this.alarms.onAnythingIn(this.missed, 'A scheduled round was missed.', 'a-schedule-missed');
  }
}
