import { LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DemandStore, DueStore } from './demand.store.ts';
import { type Compartment, compartmentOf } from './demand-id.ts';
import { dynamoDueStore } from './dynamodb-due.store.ts';
import { dynamoFilingStore } from './dynamodb-filing.store.ts';
import { joinStores, recordedStore } from './dynamodb-recorded.store.ts';
import { dynamoRetryStore } from './dynamodb-retry.store.ts';
import { dynamoTokenStore } from './dynamodb-token.store.ts';
import type { FilingStore } from './filing.store.ts';
import { inOrder } from './in-order.ts';
import { lambdaRecorder } from './lambda-recorder.ts';
import type { ChangingEnv, ServiceEnv } from './ledgers.env.ts';
import type { RetryStore } from './retry.store.ts';
import type { TokenStore } from './token.store.ts';

/** What functions have of the demands and their ledgers. Reading is direct; every change goes by the recorder. */
export type Ledger = {
  store: DemandStore;
  dues: DueStore;
  retries: RetryStore;
  tokens: TokenStore;
  filings: FilingStore;
};

/** The ledgers of one compartment, for those whose rights end there: another's demands are not there. */
export function ledgerOf(
  documents: DynamoDBDocumentClient,
  env: ChangingEnv,
  lambda: LambdaClient = new LambdaClient({}),
): Ledger {
  const recorder = lambdaRecorder(lambda, env.RECORDER);
  const [demands, work] = [env.DEMANDS_TABLE, env.WORK_TABLE];
  const store = recordedStore(documents, demands, recorder);
  const filings = dynamoFilingStore(documents, { demands, work });
  return {
    store,
    dues: {
      ...dynamoDueStore(documents, demands),
      settle: (item) => recorder.settle(item),
      postpone: (item, to) => recorder.postpone(item, to),
    },
    retries: dynamoRetryStore(documents, work),
    tokens: dynamoTokenStore(documents, work, store),
    filings: { ...filings, file: (commit, filing, takesBack) => recorder.commit(commit, filing, takesBack) },
  };
}

/** The ledgers of both compartments: an id says which. */
export const ledgersOf = (documents: DynamoDBDocumentClient, env: ServiceEnv): Ledger =>
  joinLedgers({
    open: ledgerOf(documents, env),
    cleared: ledgerOf(documents, {
      DEMANDS_TABLE: env.CLEARED_DEMANDS_TABLE,
      WORK_TABLE: env.CLEARED_WORK_TABLE,
      RECORDER: env.CLEARED_RECORDER,
    }),
  });

/** One ledger of those of the compartments. */
export function joinLedgers(of: Record<Compartment, Ledger>): Ledger {
  const at = (demandId: string) => of[compartmentOf(demandId)];
  return {
    store: joinStores({ open: of.open.store, cleared: of.cleared.store }),
    dues: {
      due: (kind, until) => inOrder(Object.values(of).map(({ dues }) => dues.due(kind, until))),
      settle: (item) => at(item.demandId).dues.settle(item),
      postpone: (item, to) => at(item.demandId).dues.postpone(item, to),
    },
    retries: {
      of: async (kind) =>
        (await Promise.all(Object.values(of).map(({ retries }) => retries.of(kind)))).flat(),
      keep: (kind, retry) => at(retry.demandId).retries.keep(kind, retry),
      forget: (kind, retry) => at(retry.demandId).retries.forget(kind, retry),
    },
    tokens: {
      read: (demandId, wait) => at(demandId).tokens.read(demandId, wait),
      keep: (demandId, wait, token) => at(demandId).tokens.keep(demandId, wait, token),
    },
    filings: {
      readKey: async (authorityId, keyHash) =>
        (await of.open.filings.readKey(authorityId, keyHash)) ??
        (await of.cleared.filings.readKey(authorityId, keyHash)),
      file: (commit, filing, takesBack) => at(commit.record.id).filings.file(commit, filing, takesBack),
    },
  };
}
