import type { FileDemandDeps } from '../../functions/intake/file-demand.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoFilingStore } from '../../functions/ledger/dynamodb-filing.store.ts';
import { everyone } from './authorities.ts';
import type { Engine } from './dynoxide.ts';
import { memoryDocuments } from './memory-documents.ts';
import { openLane } from './open-lane.ts';
import { sampleDemand } from './sample-demand.ts';

type Where = { engine: Engine; table: string; now: Date };

/** What filing needs, on one table of an engine: everybody is enrolled, no paper is known, and nothing is started. */
export const filingDeps = (
  { engine, table, now }: Where,
  change: Partial<FileDemandDeps> = {},
): FileDemandDeps => ({
  authorities: everyone,
  nonces: { use: async () => 'ours' },
  store: dynamoDemandStore(engine.documents, table),
  filings: dynamoFilingStore(engine.documents, { demands: table, work: table }),
  documents: memoryDocuments(() => undefined).store,
  executions: { start: async () => {} },
  lane: openLane,
  law: {
    isInstrument: () => true,
    isDataItem: () => true,
    seriesOf: () => 'criminal',
    routeOf: () => ({}),
    expand: (items) => [...items],
  },
  clock: () => now,
  ...change,
});

/** The sample as one agent files it, under a key that nobody used. */
export const filingInput = () => ({
  demand: sampleDemand(),
  idempotencyKey: `key-${Math.random().toString(36).slice(2)}`,
  authorityId: 'us-usao-ndca',
  subject: 'olga',
});
