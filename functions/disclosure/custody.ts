import type { LedgerEvent } from '../ledger/event.schema.ts';
import { InconsistentState } from '../shared/faults.ts';
import { CustodyEntry } from './predicate.schema.ts';
import type { Origin } from './predicate.ts';

/** What is told of each event. Members that say what people did not decide, such as how many accounts there are, stay. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'demand.filed': ['instrument', 'demandHash', 'documents'],
  'validity.checked': ['round', 'outcome', 'reasons', 'rulebook', 'inputsHash'],
  'review.decided': ['round', 'decision', 'items', 'targets', 'resolves'],
  'review.approved-ahead': ['round', 'decision', 'items', 'targets', 'resolves'],
  'review.took-effect': ['round', 'decision', 'items', 'targets', 'resolves'],
  'scope.compiled': ['round', 'grants', 'items', 'notHeld', 'outOfTime'],
  'retrieval.started': ['round', 'grant', 'service', 'more'],
  'retrieval.resumed': ['round', 'grant', 'service'],
  'retrieval.completed': [
    'round',
    'service',
    'grant',
    'counts',
    'recordsSha256',
    'blobs',
    'bytes',
    'setAside',
    'more',
  ],
  'harvest.checked': ['round', 'grants', 'records', 'blobs', 'bytes', 'setAside'],
  'disclosure.sealing': ['round', 'contentHash', 'counts'],
};

/**
 * How the data came into the package, by the demand's own ledger: its events up to the one that announces the seal, and
 * where the ledger stood with that.
 */
export function custodyOf(
  events: readonly LedgerEvent[],
  round: number,
): Pick<Origin, 'ledger' | 'custody'> & { sealedAt: string } {
  const sealing = events.find(
    ({ action, detail }) => action === 'disclosure.sealing' && detail.round === round,
  );
  if (!sealing) throw new InconsistentState('a seal that was not announced');
  const before = events.filter(
    ({ seq, detail }) => seq <= sealing.seq && (detail.round === undefined || detail.round === round),
  );
  return {
    sealedAt: sealing.at,
    ledger: { events: sealing.seq, head: sealing.hash },
    custody: before.flatMap((event) => entryOf(event)),
  };
}

function entryOf({ at, action, actor, detail }: LedgerEvent): CustodyEntry[] {
  const told = TOLD[action];
  if (!told) return [];
  const { kind, subject } = actor;
  return [
    CustodyEntry.parse({
      at,
      action,
      actor: kind === 'service' ? { kind } : { kind, subject },
      detail: Object.fromEntries(
        told.filter((name) => detail[name] !== undefined).map((name) => [name, detail[name]]),
      ),
    }),
  ];
}
