import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as DeliverEnv } from '../../functions/disclosure/deliver.env.ts';
import type { Env as SealEnv } from '../../functions/disclosure/seal.env.ts';
import type { Env as TimestampEnv } from '../../functions/disclosure/timestamp.env.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { VERSION } from '../shared/version.ts';
import type { Steps } from '../workflow/steps.ts';
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
  readonly steps: Pick<Steps, 'seal' | 'deliver' | 'timestamp'>;

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
    this.steps = { seal, deliver, ...this.#timestamp(props) };

    // Whoever verifies a disclosure asks for the public key once.
    new CfnOutput(this, 'SigningKeyArn', { value: signingKey.keyArn }).overrideLogicalId('SigningKeyArn');
  }

  /** A function of its own: it asks a stranger on the internet, and so it reaches no package and no key. */
  #timestamp({ foundation, ledger }: DisclosureProps): Pick<Steps, 'timestamp'> {
    const { timestamps } = foundation.stage;
    if (!timestamps) return {};
    const timestamp = new DueFunction<TimestampEnv>(this, 'Timestamp', {
      foundation,
      handler: 'disclosure/timestamp',
      kind: 'step',
      environment: {
        ...ledger.open.environment('timestamp'),
        TIMESTAMP_URL: timestamps.url,
        TIMESTAMP_CA: timestamps.ca,
      },
    });
    ledger.open.letChange(timestamp, 'timestamp');
    // No demand fails for it, so that nothing else would tell.
    foundation.alarms.onErrorsOf(timestamp);
    foundation.alarms.onLogged(timestamp, {
      code: 'NO_TIMESTAMP',
      says: 'A sealed package got no timestamp.',
      section: 'a-package-has-no-timestamp',
    });
    return { timestamp };
  }
}
