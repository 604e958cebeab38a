import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as SendDueEnv } from '../../functions/notice/send-due.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { Every } from '../shared/schedule.ts';

export interface TellingProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly frozen: PrivateBucket;
}

/** Tells the customer when it may. Nobody has to remember to: what is due is read from an index, again and again. */
export class Telling extends Construct {
  constructor(scope: Construct, id: string, { foundation, ledger, frozen }: TellingProps) {
    super(scope, id);
    const sendDue = new DueFunction<SendDueEnv>(this, 'SendDue', {
      foundation,
      handler: 'notice/send-due',
      kind: 'sweep',
      environment: { ...ledger.environment('send-due'), FROZEN_BUCKET: frozen.bucketName },
      deadLetterQueue: foundation.missed,
    });
    ledger.letChange(sendDue, 'send-due');
    ledger.letReadMany(sendDue);
    frozen.letEmpty(sendDue);
    for (const compartment of ledger.compartments) {
      compartment.letReadDue(sendDue);
      compartment.letTryAgain(sendDue);
    }
    new Every(this, 'Sweep', { foundation, rate: Duration.minutes(5), run: sendDue });
    foundation.alarms.onErrorsOf(sendDue);
    // The alarm on this count stands beside the other sweep.
    foundation.alarms.countLines(sendDue, 'Parked', {
      logGroup: sendDue.lambda.logGroup,
      pattern: '{ $.code = "ITEM_PARKED" }',
      metricName: 'ITEM_PARKED',
    });
    foundation.alarms.onSilenceOf(sendDue, Duration.minutes(15));
  }
}
