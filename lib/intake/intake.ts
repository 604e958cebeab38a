import { Construct } from 'constructs';
import type { Env as FileEnv } from '../../functions/intake/file-demand.env.ts';
import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { laneOf } from '../workflow/lane.ts';
import type { Door } from './door.ts';
import type { IntakeState } from './intake-state.ts';

export interface IntakeProps {
  readonly foundation: Foundation;
  readonly state: IntakeState;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly authorities: AuthoritiesState;
  readonly stateMachineArn: string;
}

/** Takes a demand in, and starts the workflow with it. */
export class Intake extends Construct {
  readonly fileDemand: DueFunction;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    const { foundation, state, ledger, door, authorities, stateMachineArn } = props;
    const { documents } = state;
    this.fileDemand = new DueFunction<FileEnv>(this, 'FileDemand', {
      foundation,
      handler: 'intake/file-demand',
      kind: 'api',
      environment: {
        ...ledger.environment('file-demand'),
        ...authorities.environment,
        DOCUMENTS_BUCKET: documents.bucketName,
        STATE_MACHINE_ARN: stateMachineArn,
        ...laneOf(foundation.stage),
      },
    });
    ledger.letChange(this.fileDemand, 'file-demand');
    for (const compartment of ledger.compartments)
      compartment.letUseWork(this.fileDemand, ['idempotency'], 'GetItem');
    ledger.open.letCount(this.fileDemand);
    // Signatures are used once, whichever compartment their demands stand in.
    ledger.open.letMarkNonces(this.fileDemand);
    letAsk(authorities, this.fileDemand);
    documents.letGet(this.fileDemand, 's3:GetObjectVersion', 's3:PutObjectVersionTagging');
    documents.letTellAbsence(this.fileDemand);
    door.route(fileDemandRoute, this.fileDemand);
    foundation.alarms.onErrorsOf(this.fileDemand);
  }
}
