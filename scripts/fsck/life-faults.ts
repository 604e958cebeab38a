import { ACTIONS, type Action } from '../../functions/ledger/event.schema.ts';
import type { Status } from '../../functions/ledger/statuses.ts';
import { statusAfter } from '../../functions/ledger/transitions.ts';
import type { Fault } from './chain-faults.ts';
import type { RawDemand } from './raw-demand.ts';

export type Life = {
  faults: Fault[];
  status: Status | undefined;
  hasFailed: boolean;
  unknownActions: number;
};

/** Walks the events through the table of transitions: which happened where it may not, and where they lead. */
export function lifeOf({ events }: RawDemand): Life {
  const life: Life = { faults: [], status: undefined, hasFailed: false, unknownActions: 0 };
  let failedIn: Status | undefined;
  for (const { action: told, actor, seq } of events) {
    const action = ACTIONS.find((known): known is Action => known === told);
    if (!action) {
      life.unknownActions += 1;
      continue;
    }
    try {
      const before = life.status === undefined ? undefined : { status: life.status, failedIn };
      const next = statusAfter(action, actor.kind, before);
      if (next === 'failed' && life.status !== 'failed') failedIn = life.status;
      if (next === 'failed') life.hasFailed = true;
      life.status = next;
    } catch {
      life.faults.push(`life: ${action} may not happen at event ${seq}`);
    }
  }
  return life;
}
