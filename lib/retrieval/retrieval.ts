import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as DemandsEnv } from '../../functions/ledger/demands.env.ts';
import {
  pascal,
  SERVICE_NAMES,
  SERVICES,
  type Service,
  variableOf,
} from '../../functions/provider/services.ts';
import type { Env as CheckHarvestEnv } from '../../functions/retrieval/check-harvest.env.ts';
import type { ReadingEnv } from '../../functions/retrieval/reading.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { type ReadStep, readStep } from '../workflow/steps.ts';
import { RetrievalRole } from './retrieval-role.ts';
import type { RetrievalState } from './retrieval-state.ts';

export interface RetrievalProps {
  readonly foundation: Foundation;
  readonly state: RetrievalState;
  readonly ledger: Ledger;
  readonly provider: ProviderStores;
}

type RetrievalStep = ReadStep | 'compileScope' | 'checkHarvest';

/** Reads what the scope allows, and holds what was read against the scope again. */
export class Retrieval extends Construct {
  readonly steps: Readonly<Record<RetrievalStep, DueFunction>>;
  readonly #harvest: PrivateBucket;

  constructor(scope: Construct, id: string, { foundation, state, ledger, provider }: RetrievalProps) {
    super(scope, id);
    this.#harvest = state.harvest;
    const connectors = this.#connectors(foundation, ledger, provider);
    for (const connector of Object.values(connectors)) this.#harvest.letPut(connector);

    const environment = { DEMANDS_TABLE: ledger.tableName };
    const compileScope = new DueFunction<DemandsEnv>(this, 'CompileScope', {
      foundation,
      handler: 'retrieval/compile-scope',
      kind: 'step',
      environment,
    });
    const checkHarvest = new DueFunction<CheckHarvestEnv>(this, 'CheckHarvest', {
      foundation,
      handler: 'retrieval/check-harvest',
      kind: 'packer',
      environment: { ...environment, HARVEST_BUCKET: this.#harvest.bucketName },
    });
    this.#harvest.letGet(checkHarvest);
    this.steps = { ...connectors, compileScope, checkHarvest };
    for (const fn of Object.values(this.steps)) ledger.letCommit(fn);
  }

  /** One function per service. Of the provider's stores they know the names; reading them takes the retrieval role. */
  #connectors(
    foundation: Foundation,
    ledger: Ledger,
    provider: ProviderStores,
  ): Readonly<Record<ReadStep, DueFunction>> {
    const own = {
      DEMANDS_TABLE: ledger.tableName,
      HARVEST_BUCKET: this.#harvest.bucketName,
      // The role trusts these functions by name, so it comes after them.
      RETRIEVAL_ROLE_ARN: Lazy.string({ produce: () => role.roleArn }),
    };
    const connectors = SERVICE_NAMES.map((service) => {
      const step = readStep(service);
      const fn = new DueFunction<ReadingEnv>(this, pascal(step), {
        foundation,
        handler: `retrieval/${step}`,
        kind: 'connector',
        environment: { ...own, ...storesOf(service, provider) },
      });
      return [step, fn] as const;
    });
    const role = new RetrievalRole(this, 'RetrievalRole', {
      provider,
      connectors: connectors.map(([, fn]) => fn),
    });
    return Object.fromEntries(connectors) as Record<ReadStep, DueFunction>;
  }
}

/** The variables that name the stores of a service. */
function storesOf(service: Service, { tables, buckets }: ProviderStores): Record<string, string> {
  const entry = SERVICES[service];
  return Object.fromEntries([
    ...entry.tables.map((name) => [variableOf(name, 'Table'), tables[name].tableName]),
    ...entry.buckets.map((name) => [variableOf(name, 'Bucket'), buckets[name].bucketName]),
  ]);
}
