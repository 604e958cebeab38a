import { Construct } from 'constructs';
import { confirmReceiptRoute } from '../../functions/disclosure/confirm-receipt.route.ts';
import type { Env as EncryptEnv } from '../../functions/disclosure/encrypt-copy.env.ts';
import type { Env as FetchEnv } from '../../functions/disclosure/fetch-disclosure.env.ts';
import { fetchDisclosureRoute } from '../../functions/disclosure/fetch-disclosure.route.ts';
import { readDisclosureRoute } from '../../functions/disclosure/read-disclosure.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Door } from '../intake/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { DisclosureState } from './disclosure-state.ts';

export interface HandingOverProps {
  readonly foundation: Foundation;
  readonly state: DisclosureState;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly authorities: AuthoritiesState;
  /** By compartment. */
  readonly logs: Readonly<Record<'open' | 'cleared', Log>>;
}

/** Hands a released package to the authority that it is for. */
export class HandingOver extends Construct {
  constructor(scope: Construct, id: string, props: HandingOverProps) {
    super(scope, id);
    const { foundation, state, ledger, door, authorities, logs } = props;
    const { disclosures } = state;
    for (const compartment of ledger.compartments) {
      const encryptCopy = new DueFunction<EncryptEnv>(this, compartment.idOf('EncryptCopy'), {
        foundation,
        handler: 'disclosure/encrypt-copy',
        kind: 'encrypter',
        environment: {
          ...compartment.environment('encrypt-copy'),
          DISCLOSURES_BUCKET: disclosures.bucketName,
        },
      });
      compartment.letChange(encryptCopy, 'encrypt-copy');
      disclosures.letGetVersions(compartment.idPrefix, encryptCopy);
      const copies = `${compartment.idPrefix}*.age`;
      disclosures.letCreateInParts(encryptCopy, copies);
      disclosures.letGetLike(encryptCopy, copies);
      // Who waits for a copy asks again, and is never told that none comes.
      foundation.alarms.onErrorsOf(encryptCopy);
      const fetchDisclosure = new DueFunction<FetchEnv>(this, compartment.idOf('FetchDisclosure'), {
        foundation,
        handler: 'disclosure/fetch-disclosure',
        kind: 'api',
        environment: {
          ...compartment.environment('fetch-disclosure'),
          ...authorities.environment,
          DISCLOSURES_BUCKET: disclosures.bucketName,
          ENCRYPT_COPY: encryptCopy.live.functionArn,
          LOG_ARCHIVE: logs[compartment.name].archiveName,
          MAX_FETCHES: String(foundation.stage.maxFetches),
        },
      });
      logs[compartment.name].letReadProofs(fetchDisclosure);
      compartment.letChange(fetchDisclosure, 'fetch-disclosure');
      compartment.letReadMany(fetchDisclosure);
      compartment.letCount(fetchDisclosure);
      letAsk(authorities, fetchDisclosure);
      disclosures.letGetVersions(compartment.idPrefix, fetchDisclosure);
      // Copies for authorities that have a key, under names of their own.
      disclosures.letCreate(fetchDisclosure, copies);
      // A write that was sent twice is held against what is there.
      disclosures.letGetLike(fetchDisclosure, copies);
      allow(fetchDisclosure, {
        actions: ['lambda:InvokeFunction'],
        resources: [encryptCopy.live.functionArn],
      });
      for (const route of [readDisclosureRoute, fetchDisclosureRoute, confirmReceiptRoute])
        door.route(compartment.routeOf(route), fetchDisclosure);
      foundation.alarms.onLogged(fetchDisclosure, {
        code: 'RECEIPT_DIFFERS',
        says: 'An agent received another package than was sealed.',
        section: 'a-package-arrived-altered',
      });
      foundation.alarms.onErrorsOf(fetchDisclosure);
    }
  }
}
