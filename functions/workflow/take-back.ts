import type { Change } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Actor } from '../ledger/event.schema.ts';
import { hasEnded } from '../ledger/has-ended.ts';
import { created } from '../ledger/part.ts';
import type { Wait } from '../ledger/parts/token.part.ts';
import { WITHDRAWAL } from '../ledger/parts/withdrawal.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { problem } from '../shared/problem.ts';
import { dueAnswer } from './answer-wait.ts';

/** By whom a demand is taken back, when, and which demand takes its place. */
export type TakeBack = { actor: Actor; at: string; supersededBy?: string };

/**
 * The change by which a demand is taken back: of one that runs, an open wait is answered; of one whose package was released,
 * nothing more is handed over, and what was stays what it was.
 * @throws Problem 409 for one that ended without a package
 */
export function takenBack(
  record: DemandRecord,
  { actor, at, supersededBy }: TakeBack,
): Change<{ withdrawnAt: string; wait: Wait | undefined }> {
  if (hasEnded(record)) throw problem('too_late');
  const place = placeOf(record);
  const isOut = place === 'released' || place === 'closed';
  const wait = isOut ? undefined : record.status === 'awaiting-review' ? 'review' : 'release';
  return {
    set: {
      withdrawnAt: at,
      ...(supersededBy ? { supersededBy, facts: { ...record.facts, superseded: true } } : {}),
    },
    action: 'demand.withdrawn',
    actor,
    detail: { status: record.status, ...(supersededBy ? { supersededBy } : {}) },
    parts: [created(WITHDRAWAL(), { at, ...(wait ? dueAnswer(wait, at) : {}) })],
    result: { withdrawnAt: at, wait },
  };
}

/** The change by which another demand takes the place of one that has ended: that stays what it was. */
export const replacedByOther = ({
  actor,
  supersededBy,
}: Required<Pick<TakeBack, 'actor' | 'supersededBy'>>): Change<undefined> => ({
  set: { supersededBy },
  action: 'demand.superseded',
  actor,
  detail: { supersededBy },
  result: undefined,
});
