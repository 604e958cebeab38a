import { Construct } from 'constructs';
import type { Env as FileEnv } from '../../functions/intake/file-demand.env.ts';
import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import type { Env as UploadEnv } from '../../functions/intake/upload-document.env.ts';
import { uploadDocumentRoute } from '../../functions/intake/upload-document.route.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { FrontDoor } from './front-door.ts';
import type { IntakeState } from './intake-state.ts';

export interface IntakeProps {
  readonly foundation: Foundation;
  readonly state: IntakeState;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly stateMachineArn: string;
}

/** Takes a demand and its documents in. */
export class Intake extends Construct {
  readonly fileDemand: DueFunction;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    const { foundation, state, ledger, door, stateMachineArn } = props;
    const { documents } = state;
    const uploadDocument = new DueFunction<UploadEnv>(this, 'UploadDocument', {
      foundation,
      handler: 'intake/upload-document',
      kind: 'api',
      environment: { DOCUMENTS_BUCKET: documents.bucketName },
    });
    // The function puts nothing itself: a presigned upload has the rights of who signed it.
    documents.letPut(uploadDocument);
    door.route(uploadDocumentRoute, uploadDocument);

    this.fileDemand = new DueFunction<FileEnv>(this, 'FileDemand', {
      foundation,
      handler: 'intake/file-demand',
      kind: 'api',
      environment: {
        DEMANDS_TABLE: ledger.tableName,
        DOCUMENTS_BUCKET: documents.bucketName,
        STATE_MACHINE_ARN: stateMachineArn,
      },
    });
    ledger.letCommit(this.fileDemand);
    documents.letGet(this.fileDemand);
    documents.letTellAbsence(this.fileDemand);
    door.route(fileDemandRoute, this.fileDemand);
    foundation.alarms.onErrorsOf(this.fileDemand);
  }
}
