import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import type { Keys } from './keys.ts';
import { ParkedQueue } from './parked-queue.ts';
import type { Stage } from './stage.ts';

/** What every function stands on. */
export class Foundation extends Construct {
  readonly stage: Stage;
  readonly keys: Keys;
  readonly alarms: Alarms;
  /** Rounds of schedules that could not be handed over, or that failed every time. */
  readonly missed: ParkedQueue;

  constructor(scope: Construct, id: string, { stage, keys }: { stage: Stage; keys: Keys }) {
    super(scope, id);
    this.stage = stage;
    this.keys = keys;
    this.alarms = new Alarms(this, 'Alarms', { stage, key: keys.operations });
    this.missed = new ParkedQueue(this, 'Missed', stage);
    this.alarms.onAnythingIn(this.missed, 'A scheduled round was missed.', 'a-schedule-missed');
  }
}
