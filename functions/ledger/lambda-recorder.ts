import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../shared/ask-function.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { Commit, DueStore } from './demand.store.ts';
import { type Action, isKnown } from './event.schema.ts';
import type { Filing } from './filing.store.ts';
import type { ChangeRequest, RecordRequest } from './record.schema.ts';
import { RecordAnswer } from './record-answer.schema.ts';

/** The recorder, as one writer reaches it. */
export type Recorder = {
  commit(commit: Commit, filing?: Filing, takesBack?: Commit): Promise<'committed' | 'conflict'>;
  settle: DueStore['settle'];
  postpone: DueStore['postpone'];
};

/** @param functionArn of the recorder, with the alias that is the writer's */
export function lambdaRecorder(lambda: LambdaClient, functionArn: string): Recorder {
  const ask = async (request: RecordRequest): Promise<RecordAnswer> =>
    RecordAnswer.parse(await askFunction(lambda, { arn: functionArn, who: 'recorder' }, request));
  return {
    commit: async (commit, filing, takesBack) => {
      const change = changeOf(commit);
      const { outcome } = await ask({
        change: filing ? { ...change, filing } : change,
        ...(takesBack ? { takesBack: changeOf(takesBack) } : {}),
      });
      return outcome;
    },
    settle: async ({ demandId, key }) => {
      await ask({ settle: { demandId, key } });
    },
    postpone: async ({ demandId, dueAt }, to) => {
      await ask({ postpone: { demandId, dueAt, to } });
    },
  };
}

function changeOf({ record, event, parts }: Commit): ChangeRequest {
  const { at, action, actor, detail } = event;
  return { at, action: actionOf(action), actor, detail, parts: [...parts], record: { ...record } };
}

/** What was made by `commitOf` is one of ours. */
function actionOf(action: string): Action {
  if (!isKnown(action)) throw new InconsistentState('a change by an action that is not known');
  return action;
}
