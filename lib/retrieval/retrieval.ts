import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as CheckHarvestEnv } from '../../functions/retrieval/check-harvest.env.ts';
import type { Env as CompileScopeEnv } from '../../functions/retrieval/compile-scope.env.ts';
import type { Env as CallsEnv } from '../../functions/retrieval/read-calls.env.ts';
import type { Env as FilesEnv } from '../../functions/retrieval/read-files.env.ts';
import type { Env as MailEnv } from '../../functions/retrieval/read-mail.env.ts';
import type { Env as MessagesEnv } from '../../functions/retrieval/read-messages.env.ts';
import type { Env as SessionsEnv } from '../../functions/retrieval/read-sessions.env.ts';
import type { Env as SubscribersEnv } from '../../functions/retrieval/read-subscribers.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';
import { RetrievalRole } from './retrieval-role.ts';
import type { RetrievalState } from './retrieval-state.ts';

export interface RetrievalProps {
  readonly foundation: Foundation;
  readonly state: RetrievalState;
  readonly ledger: Ledger;
  readonly provider: ProviderStores;
}

type Connector = 'readMail' | 'readMessages' | 'readCalls' | 'readFiles' | 'readSubscribers' | 'readSessions';
type RetrievalStep = Connector | 'compileScope' | 'checkHarvest';

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
    const compileScope = new DueFunction<CompileScopeEnv>(this, 'CompileScope', {
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
  ): Record<Connector, DueFunction> {
    const kind = 'connector';
    const own = {
      DEMANDS_TABLE: ledger.tableName,
      HARVEST_BUCKET: this.#harvest.bucketName,
      // The role trusts these functions by name, so it comes after them.
      RETRIEVAL_ROLE_ARN: Lazy.string({ produce: () => role.roleArn }),
    };
    const connectors = {
      readMail: new DueFunction<MailEnv>(this, 'ReadMail', {
        foundation,
        handler: 'retrieval/read-mail',
        kind,
        environment: {
          ...own,
          MAIL_TABLE: provider.mail.tableName,
          MAIL_BUCKET: provider.mailBucket.bucketName,
        },
      }),
      readMessages: new DueFunction<MessagesEnv>(this, 'ReadMessages', {
        foundation,
        handler: 'retrieval/read-messages',
        kind,
        environment: { ...own, MESSAGES_TABLE: provider.messages.tableName },
      }),
      readCalls: new DueFunction<CallsEnv>(this, 'ReadCalls', {
        foundation,
        handler: 'retrieval/read-calls',
        kind,
        environment: { ...own, CALLS_TABLE: provider.calls.tableName },
      }),
      readFiles: new DueFunction<FilesEnv>(this, 'ReadFiles', {
        foundation,
        handler: 'retrieval/read-files',
        kind,
        environment: {
          ...own,
          FILES_TABLE: provider.files.tableName,
          FILES_BUCKET: provider.filesBucket.bucketName,
        },
      }),
      readSubscribers: new DueFunction<SubscribersEnv>(this, 'ReadSubscribers', {
        foundation,
        handler: 'retrieval/read-subscribers',
        kind,
        environment: { ...own, SUBSCRIBERS_TABLE: provider.subscribers.tableName },
      }),
      readSessions: new DueFunction<SessionsEnv>(this, 'ReadSessions', {
        foundation,
        handler: 'retrieval/read-sessions',
        kind,
        environment: { ...own, SESSIONS_TABLE: provider.sessions.tableName },
      }),
    };
    const role = new RetrievalRole(this, 'RetrievalRole', {
      provider,
      connectors: Object.values(connectors),
    });
    return connectors;
  }
}
