import { Construct } from 'constructs';
import type { Env as UploadEnv } from '../../functions/intake/upload-document.env.ts';
import { uploadDocumentRoute } from '../../functions/intake/upload-document.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { Door } from './door.ts';
import type { IntakeState } from './intake-state.ts';

export interface UploadsProps {
  readonly foundation: Foundation;
  readonly state: IntakeState;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly authorities: AuthoritiesState;
}

/** Takes documents in, before the demand that names them. */
export class Uploads extends Construct {
  constructor(scope: Construct, id: string, { foundation, state, ledger, door, authorities }: UploadsProps) {
    super(scope, id);
    const { documents } = state;
    const uploadDocument = new DueFunction<UploadEnv>(this, 'UploadDocument', {
      foundation,
      handler: 'intake/upload-document',
      kind: 'api',
      environment: {
        DOCUMENTS_BUCKET: documents.bucketName,
        WORK_TABLE: ledger.open.workTableName,
        ...authorities.environment,
      },
    });
    // The function puts nothing itself: a presigned upload has the rights of who signed it.
    documents.letPut(uploadDocument, 's3:PutObjectTagging');
    ledger.open.letCount(uploadDocument);
    letAsk(authorities, uploadDocument);
    door.route(uploadDocumentRoute, uploadDocument);
  }
}
