import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import type { Env as ReadEnv } from '../../functions/desk/read-demands.env.ts';
import { serveOpenapiRoute } from '../../functions/desk/serve-openapi.route.ts';
import type { Env as FileEnv } from '../../functions/intake/file-demand.env.ts';
import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import type { Env as UploadEnv } from '../../functions/intake/upload-document.env.ts';
import { uploadDocumentRoute } from '../../functions/intake/upload-document.route.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import type { FrontDoor } from './front-door.ts';

export interface IntakeProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly stateMachineArn: string;
}

/** Takes a demand and its documents in, and tells what became of it. */
export class Intake extends Construct {
  readonly fileDemand: DueFunction;

  constructor(scope: Construct, id: string, { foundation, ledger, door, stateMachineArn }: IntakeProps) {
    super(scope, id);
    const documents = new PrivateBucket(this, 'Documents', {
      foundation,
      key: foundation.keys.documents,
      // A document is evidence: a second upload to its key does not take the first away.
      versioned: true,
      linksFor: Duration.minutes(16),
    });
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

    const readDemands = new DueFunction<ReadEnv>(this, 'ReadDemands', {
      foundation,
      handler: 'desk/read-demands',
      kind: 'api',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letRead(readDemands);
    ledger.letList(readDemands);
    door.route(listDemandsRoute, readDemands);
    door.route(readDemandRoute, readDemands);

    const serveOpenapi = new DueFunction<Record<string, never>>(this, 'ServeOpenapi', {
      foundation,
      handler: 'desk/serve-openapi',
      kind: 'api',
      environment: {},
    });
    door.publicRoute(
      serveOpenapiRoute,
      serveOpenapi,
      'How to call the API is for everyone to read; the function has no permission but to log.',
    );
  }
}
