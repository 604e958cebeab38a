import * as z from 'zod/mini';
import type { LedgerEvent } from '../ledger/event.schema.ts';
import type { HarvestPart } from '../ledger/parts/harvest.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { CustodyEntry } from './predicate.schema.ts';
import type { Origin } from './predicate.ts';

const FREEZE_COMPLETED = 'freeze.completed';

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
    'frozen',
    'changes',
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
  harvests: readonly Pick<HarvestPart, 'frozen'>[],
): Pick<Origin, 'ledger' | 'custody'> & { sealedAt: string } {
  const sealing = events.find(
    ({ action, detail }) => action === 'disclosure.sealing' && detail.round === round,
  );
  if (!sealing) throw new InconsistentState('a seal that was not announced');
  const before = events.filter(
    ({ seq, action, detail }) =>
      seq <= sealing.seq &&
      (detail.round === undefined || detail.round === round || action === FREEZE_COMPLETED),
  );
  const used = new Set(
    harvests.flatMap(({ frozen = [] }) =>
      frozen.map(({ freeze, grant, part }) => `${freeze} ${grant} ${part}`),
    ),
  );
  return {
    sealedAt: sealing.at,
    ledger: { events: sealing.seq, head: sealing.hash },
    custody: before.flatMap((event) =>
      event.action === FREEZE_COMPLETED ? frozenEntry(event, used) : entryOf(event),
    ),
  };
}

/** What was frozen of a grant, in an event that tells of several. */
const ofGrant = { grant: z.int(), part: z.int(), counts: z.record(z.string(), z.int()) };
const FrozenGrants = z.object({
  freeze: z.string(),
  service: z.string(),
  ...ofGrant,
  more: z.optional(z.array(z.object(ofGrant))),
});

/** More is frozen than is approved: it is told when what the package has was frozen, and not how much there was. */
function frozenEntry({ at, detail }: LedgerEvent, used: ReadonlySet<string>): CustodyEntry[] {
  const { freeze, service, more = [], ...first } = FrozenGrants.parse(detail);
  const grants = [first, ...more].filter(({ grant, part }) => used.has(`${freeze} ${grant} ${part}`));
  if (grants.length === 0) return [];
  const told = grants.map(({ grant, part, counts }) => ({ grant, part, items: Object.keys(counts) }));
  return [
    CustodyEntry.parse({
      at,
      action: FREEZE_COMPLETED,
      actor: { kind: 'service' },
      detail: { freeze, service, grants: told },
    }),
  ];
}

const only = (detail: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => detail[name] !== undefined).map((name) => [name, detail[name]]));

function entryOf({ at, action, actor, detail }: LedgerEvent): CustodyEntry[] {
  const told = TOLD[action];
  if (!told) return [];
  const { kind, subject } = actor;
  return [
    CustodyEntry.parse({
      at,
      action,
      actor: kind === 'service' ? { kind } : { kind, subject },
      detail: only(detail, told),
    }),
  ];
}
