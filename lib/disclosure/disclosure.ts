import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as FetchEnv } from '../../functions/disclosure/fetch-disclosure.env.ts';
import { fetchDisclosureRoute } from '../../functions/disclosure/fetch-disclosure.route.ts';
import type { Env as SealEnv } from '../../functions/disclosure/seal.env.ts';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import type { DisclosureState } from './disclosure-state.ts';

export interface DisclosureProps {
  readonly foundation: Foundation;
  readonly state: DisclosureState;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly harvest: PrivateBucket;
}

/** Packs what was retrieved, signs it, and hands it over. */
export class Disclosure extends Construct {
  readonly steps: { readonly seal: DueFunction; readonly deliver: DueFunction };

  constructor(scope: Construct, id: string, props: DisclosureProps) {
    super(scope, id);
    const { foundation, state, ledger, door, harvest } = props;
    const { disclosures, signingKey } = state;

    const seal = new DueFunction<SealEnv>(this, 'Seal', {
      foundation,
      handler: 'disclosure/seal',
      kind: 'packer',
      role: state.sealRole,
      environment: {
        DEMANDS_TABLE: ledger.tableName,
        HARVEST_BUCKET: harvest.bucketName,
        DISCLOSURES_BUCKET: disclosures.bucketName,
        SIGNING_KEY_ID: signingKey.keyId,
      },
    });
    ledger.letCommit(seal);
    harvest.letGet(seal);
    disclosures.letPut(seal, 's3:PutObjectRetention');
    disclosures.letGet(seal);
    signingKey.letSign(seal);

    const deliver = new DueFunction<DemandsEnv>(this, 'Deliver', {
      foundation,
      handler: 'disclosure/deliver',
      kind: 'step',
      environment: { DEMANDS_TABLE: ledger.tableName },
    });
    ledger.letCommit(deliver);
    this.steps = { seal, deliver };

    const fetchDisclosure = new DueFunction<FetchEnv>(this, 'FetchDisclosure', {
      foundation,
      handler: 'disclosure/fetch-disclosure',
      kind: 'api',
      environment: { DEMANDS_TABLE: ledger.tableName, DISCLOSURES_BUCKET: disclosures.bucketName },
    });
    ledger.letCommit(fetchDisclosure);
    disclosures.letGet(fetchDisclosure, 's3:GetObjectVersion');
    door.route(fetchDisclosureRoute, fetchDisclosure);
    foundation.alarms.onErrorsOf(fetchDisclosure);

    // Whoever verifies a disclosure asks for the public key once.
    new CfnOutput(this, 'SigningKeyArn', { value: signingKey.keyArn }).overrideLogicalId('SigningKeyArn');
  }
}
