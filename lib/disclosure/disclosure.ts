import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as DeliverEnv } from '../../functions/disclosure/deliver.env.ts';
import type { Env as SealEnv } from '../../functions/disclosure/seal.env.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { VERSION } from '../shared/version.ts';
import type { DisclosureState } from './disclosure-state.ts';

export interface DisclosureProps {
  readonly foundation: Foundation;
  readonly state: DisclosureState;
  readonly ledger: Ledger;
  readonly authorities: AuthoritiesState;
  readonly harvest: PrivateBucket;
  readonly frozen: PrivateBucket;
  /** By compartment. */
  readonly logs: Readonly<Record<'open' | 'cleared', Log>>;
}

/** Packs what was retrieved, signs it, and lets it be fetched. */
export class Disclosure extends Construct {
  readonly steps: { readonly seal: DueFunction; readonly deliver: DueFunction };

  constructor(scope: Construct, id: string, props: DisclosureProps) {
    super(scope, id);
    const { foundation, state, ledger, harvest, frozen, authorities, logs } = props;
    const { disclosures, signingKey } = state;

    const seal = new DueFunction<SealEnv>(this, 'Seal', {
      foundation,
      handler: 'disclosure/seal',
      kind: 'packer',
      role: state.sealRole,
      environment: {
        ...ledger.environment('seal'),
        HARVEST_BUCKET: harvest.bucketName,
        FROZEN_BUCKET: frozen.bucketName,
        DISCLOSURES_BUCKET: disclosures.bucketName,
        SIGNING_KEY_ID: signingKey.keyId,
        PROVIDER_NAME: foundation.stage.answersAs.name,
        PROVIDER_ADDRESS: foundation.stage.answersAs.address,
        PROVIDER_CONTACT: foundation.stage.answersAs.contact,
        SOFTWARE_VERSION: VERSION,
      },
    });
    ledger.letChange(seal, 'seal');
    ledger.letReadMany(seal);
    harvest.letGet(seal);
    harvest.letCreate(seal, '*/packing/*');
    frozen.letGet(seal);
    // A large package goes in parts, and an upload that failed is taken back.
    disclosures.letPut(seal, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts');
    disclosures.letGet(seal);
    disclosures.letTellAbsence(seal);
    signingKey.letSign(seal);

    const deliver = new DueFunction<DeliverEnv>(this, 'Deliver', {
      foundation,
      handler: 'disclosure/deliver',
      kind: 'step',
      environment: {
        ...ledger.environment('deliver'),
        ...authorities.environment,
        LOG_ARCHIVE: logs.open.archiveName,
        RUN_EPOCH: logs.open.runEpochArn,
        CLEARED_LOG_ARCHIVE: logs.cleared.archiveName,
        CLEARED_RUN_EPOCH: logs.cleared.runEpochArn,
      },
    });
    ledger.letChange(deliver, 'deliver');
    ledger.letReadMany(deliver);
    letAsk(authorities, deliver);
    for (const log of Object.values(logs)) {
      log.letReadProofs(deliver);
      log.letRun(deliver);
    }
    this.steps = { seal, deliver };

    // Whoever verifies a disclosure asks for the public key once.
    new CfnOutput(this, 'SigningKeyArn', { value: signingKey.keyArn }).overrideLogicalId('SigningKeyArn');
  }
}
