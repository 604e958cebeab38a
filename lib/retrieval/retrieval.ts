import { CfnOutput, Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  elsewhereVariableOf,
  pascal,
  SERVICE_NAMES,
  SERVICES,
  type Service,
  variableOf,
} from '../../functions/provider/services.ts';
import type { Env as CheckHarvestEnv } from '../../functions/retrieval/check-harvest.env.ts';
import type { Env as CompileScopeEnv } from '../../functions/retrieval/compile-scope.env.ts';
import type { BrokerEnv } from '../../functions/retrieval/open-session.env.ts';
import type { ReadingEnv } from '../../functions/retrieval/reading.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Network } from '../network/network.ts';
import { readingRole } from '../provider/places.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { allow } from '../shared/allow.ts';
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
  readonly network?: Network;
}

type RetrievalStep = ReadStep | 'compileScope' | 'checkHarvest';

/** Reads what the scope allows, and holds what was read against the scope again. */
export class Retrieval extends Construct {
  readonly steps: Readonly<Record<RetrievalStep, DueFunction>>;
  readonly role: RetrievalRole;
  readonly #harvest: PrivateBucket;
  readonly #frozen: PrivateBucket;
  readonly #network: Network | undefined;

  constructor(
    scope: Construct,
    id: string,
    { foundation, state, ledger, provider, network }: RetrievalProps,
  ) {
    super(scope, id);
    this.#network = network;
    this.#harvest = state.harvest;
    this.#frozen = state.frozen;
    const { broker, role } = this.#broker(foundation, ledger, provider);
    this.role = role;
    const connectors = this.#connectors(foundation, broker, provider);

    const compileScope = new DueFunction<CompileScopeEnv>(this, 'CompileScope', {
      foundation,
      handler: 'retrieval/compile-scope',
      kind: 'step',
      environment: {
        ...ledger.environment('compile-scope'),
        FROZEN_BUCKET: this.#frozen.bucketName,
      },
    });
    // By the keys alone it knows which demands have something of an account frozen.
    this.#frozen.letTellAbsence(compileScope);
    const checkHarvest = new DueFunction<CheckHarvestEnv>(this, 'CheckHarvest', {
      foundation,
      handler: 'retrieval/check-harvest',
      kind: 'packer',
      environment: {
        ...ledger.environment('check-harvest'),
        HARVEST_BUCKET: this.#harvest.bucketName,
        FROZEN_BUCKET: this.#frozen.bucketName,
      },
    });
    this.#harvest.letGet(checkHarvest);
    this.#frozen.letGet(checkHarvest);
    this.steps = { ...connectors, compileScope, checkHarvest };
    ledger.letChange(compileScope, 'compile-scope');
    ledger.letChange(checkHarvest, 'check-harvest');
    ledger.letReadMany(checkHarvest);
    ledger.letReadMany(compileScope);
  }

  /** Who alone opens a grant. It knows the names of all stores, and reads none of them. */
  #broker(
    foundation: Foundation,
    ledger: Ledger,
    provider: ProviderStores,
  ): { broker: DueFunction; role: RetrievalRole } {
    const broker = new DueFunction<BrokerEnv>(this, 'OpenSession', {
      foundation,
      handler: 'retrieval/open-session',
      kind: 'step',
      environment: {
        ...ledger.environment('open-session'),
        HARVEST_BUCKET: this.#harvest.bucketName,
        FROZEN_BUCKET: this.#frozen.bucketName,
        // The role trusts this function by name, so it comes after it.
        RETRIEVAL_ROLE_ARN: Lazy.string({ produce: () => role.roleArn }),
        ...Object.assign({}, ...SERVICE_NAMES.map((service) => storesOf(service, provider))),
        ...rolesElsewhere(provider),
      },
    });
    ledger.letChange(broker, 'open-session');
    ledger.letReadMany(broker);
    const role = new RetrievalRole(this, 'RetrievalRole', {
      provider,
      harvest: this.#harvest,
      frozen: this.#frozen,
      broker,
      ...(this.#network ? { vpcId: this.#network.vpcId } : {}),
    });
    // Who runs another account names it in the role there.
    if (Object.keys(provider.elsewhere).length > 0)
      new CfnOutput(this, 'RetrievalRoleArn', { value: role.roleArn }).overrideLogicalId('RetrievalRoleArn');
    foundation.alarms.onErrorsOf(broker);
    return { broker, role };
  }

  /**
   * One function per service, which may ask for grants of its service and for nothing else: by the alias that it asks
   * through, the broker knows which that is.
   */
  #connectors(
    foundation: Foundation,
    broker: DueFunction,
    provider: ProviderStores,
  ): Readonly<Record<ReadStep, DueFunction>> {
    const connectors = SERVICE_NAMES.map((service) => {
      const alias = broker.lambda.addAlias(service).functionArn;
      const step = readStep(service);
      const fn = new DueFunction<ReadingEnv>(this, pascal(step), {
        foundation,
        handler: `retrieval/${step}`,
        kind: 'connector',
        environment: {
          BROKER: alias,
          HARVEST_BUCKET: this.#harvest.bucketName,
          FROZEN_BUCKET: this.#frozen.bucketName,
          ...storesOf(service, provider),
        },
      });
      allow(fn, { actions: ['lambda:InvokeFunction'], resources: [alias] });
      this.#network?.hold(fn);
      return [step, fn] as const;
    });
    return Object.fromEntries(connectors) as Record<ReadStep, DueFunction>;
  }
}

const rolesElsewhere = ({ elsewhere }: ProviderStores): Record<string, string> =>
  Object.fromEntries(
    SERVICE_NAMES.flatMap((service) => {
      const there = elsewhere[service];
      return there ? [[elsewhereVariableOf(service), readingRole(there)]] : [];
    }),
  );

/** The variables that name the stores of a service, and the ARNs of its secrets. */
function storesOf(service: Service, { tables, buckets, secrets }: ProviderStores): Record<string, string> {
  const entry = SERVICES[service];
  return Object.fromEntries([
    ...entry.tables.map((name) => [variableOf(name, 'Table'), tables[name].tableName]),
    ...entry.buckets.map((name) => [variableOf(name, 'Bucket'), buckets[name].bucketName]),
    ...entry.secrets.map((name) => [variableOf(name, 'Secret'), secrets[name]]),
  ]);
}
