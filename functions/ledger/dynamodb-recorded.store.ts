import { LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DemandStore } from './demand.store.ts';
import { type Compartment, compartmentOf } from './demand-id.ts';
import { dynamoDemandStore } from './dynamodb-demand.store.ts';
import { lambdaRecorder, type Recorder } from './lambda-recorder.ts';
import type { ServiceEnv } from './ledgers.env.ts';

/** The demands of one compartment: read directly, changed by the recorder. */
export const recordedStore = (
  documents: DynamoDBDocumentClient,
  demandsTable: string,
  recorder: Pick<Recorder, 'commit'>,
): DemandStore => ({
  ...dynamoDemandStore(documents, demandsTable),
  commit: (commit) => recorder.commit(commit),
});

/** One store of those of the compartments: an id says which. */
export function joinStores(of: Record<Compartment, DemandStore>): DemandStore {
  const at = (demandId: string) => of[compartmentOf(demandId)];
  return {
    read: (id) => at(id).read(id),
    part: (id, part) => at(id).part(id, part),
    parts: (id, beginning) => at(id).parts(id, beginning),
    events: (id) => at(id).events(id),
    commit: (commit) => at(commit.record.id).commit(commit),
  };
}

/** The demands of both compartments, for a step that works with nothing beside them: it loads no more than this. */
export function recordedStores(documents: DynamoDBDocumentClient, env: ServiceEnv): DemandStore {
  const lambda = new LambdaClient({});
  return joinStores({
    open: recordedStore(documents, env.DEMANDS_TABLE, lambdaRecorder(lambda, env.RECORDER)),
    cleared: recordedStore(
      documents,
      env.CLEARED_DEMANDS_TABLE,
      lambdaRecorder(lambda, env.CLEARED_RECORDER),
    ),
  });
}
