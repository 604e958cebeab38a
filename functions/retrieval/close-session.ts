import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, type PartWrite } from '../ledger/part.ts';
import type { FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN } from '../ledger/parts/frozen.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Service } from '../provider/services.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import { type ApprovedDeps, approvedScope, grantOf } from './approved-scope.ts';
import type { Closed, CloseRequest, FoundInGrant } from './broker.ts';
import { endCopies, isStillKept } from './copies.ts';
import { type FreezeDeps, isToBeRead, vouchedFreeze } from './freeze-scope.ts';
import { readFrozen } from './read-frozen.ts';

type CloseDeps = LedgerDeps & ApprovedDeps & FreezeDeps;

/**
 * Tells the ledger what a connector says that it found, of all grants that one call has read, at once: a large demand
 * has thousands. A grant of which that stands keeps it. What is told here is believed by nobody before the harvest was
 * checked.
 * @param service that of the alias by which it was asked for
 */
export async function closeSession(
  service: Service,
  { demandId, round, freeze, found }: CloseRequest,
  deps: CloseDeps,
): Promise<Closed> {
  if (new Set(found.map(({ grant }) => grant)).size < found.length)
    throw new InconsistentState('a grant that is closed twice');
  const partOf = ({ grant, part = 0 }: FoundInGrant) =>
    freeze ? FROZEN(freeze, grant, part) : HARVEST(round, grant);
  const { closed, over } = await changeDemand<Told>(deps, demandId, async (record, at) => {
    if (!(await isToBeRead(record, freeze, deps)))
      return { unchanged: { closed: { is: 'withdrawn' }, over: [] } };
    const { grants } = await scopeOf(record, { round, freeze }, deps);
    if (freeze && found.length > 1) await readFrozen(record, freeze, deps);
    const named = found.map((one) => ({
      one,
      grant: grantOf<FreezeGrant | Grant>({ grants }, one.grant, service),
    }));
    // What was copied of what is kept no more is no part of what was frozen.
    const kept = await Promise.all(named.map(({ grant }) => isStillKept(grant, deps)));
    const all = named.filter((_, index) => kept[index]);
    const over = named.filter((_, index) => !kept[index]);
    for (const { one, grant } of all) requireOwn(one, grant);
    if (freeze) for (const { one } of all) await requireNext(demandId, freeze, one, deps);
    const standing = await Promise.all(all.map(({ one }) => deps.store.part<unknown>(demandId, partOf(one))));
    const open = all.filter((_, index) => standing[index] === undefined);
    const [first, ...more] = open.map(({ one }) => one);
    const result: Told = { closed: { is: 'closed' }, over };
    if (!first) return { unchanged: result };
    return {
      set: {},
      action: freeze ? 'freeze.completed' : 'retrieval.completed',
      actor: SERVICE,
      detail: {
        round,
        ...(freeze ? { freeze } : {}),
        service,
        ...toldOf(first),
        ...(more.length > 0 ? { more: more.map(toldOf) } : {}),
      },
      parts: open.map(({ one, grant: { account } }) =>
        partWrite({ round, freeze }, { account, service, finishedAt: at }, one),
      ),
      result,
    };
  });
  if (freeze)
    await endCopies(
      { demandId, freeze },
      over.map(({ grant }) => grant),
      deps,
    );
  const isOver = new Set(over.map(({ one }) => one.grant));
  for (const { grant, part = 0, upTo, blobs } of found)
    if (upTo !== undefined && !isOver.has(grant))
      logInfo('PART_DONE', { demandId, step: 'freezing', grant, part: part + 1, bytes: blobs.bytes });
  return closed;
}

/** `over`: copies of what is kept no more. */
type Told = { closed: Closed; over: { one: FoundInGrant; grant: FreezeGrant | Grant }[] };

type Of = Pick<CloseRequest, 'round' | 'freeze'>;

const scopeOf = (record: DemandRecord, { round, freeze }: Of, deps: CloseDeps) =>
  freeze ? vouchedFreeze(record, freeze, deps) : approvedScope(record, round, deps);

function partWrite(
  { round, freeze }: Of,
  whose: { account: string; service: string; finishedAt: string },
  { frozen, changes, stamps, months, part = 0, from, upTo, ...one }: FoundInGrant,
): PartWrite {
  if (freeze) {
    if (frozen || changes) throw new InconsistentState('a freezing of what was frozen');
    const time = { part, ...(from ? { from } : {}), ...(upTo ? { upTo } : {}) };
    const more = { ...(months ? { months } : {}), ...(stamps ? { stamps } : {}) };
    const frozenPart = { freeze, ...whose, ...one, ...time, ...more };
    return created(FROZEN(freeze, one.grant, part), frozenPart);
  }
  if (stamps || months || part > 0 || from || upTo)
    throw new InconsistentState('a harvest that is a part of one');
  const since = { ...(frozen ? { frozen } : {}), ...(changes ? { changes } : {}) };
  return created(HARVEST(round, one.grant), { round, ...whose, ...one, ...since });
}

/** Parts come one after another, each from where the one before ended. One that stands already is left alone. */
async function requireNext(
  demandId: string,
  freeze: string,
  { grant, part = 0, from, upTo }: FoundInGrant,
  { store }: LedgerDeps,
): Promise<void> {
  const standing = await store.parts(demandId, FROZEN(freeze, grant, ''));
  const last = standing.find((one) => one.part === part - 1);
  const isNext =
    part === 0 ? from === undefined : last?.upTo !== undefined && from !== undefined && from >= last.upTo;
  if (part > standing.length || !isNext || (upTo !== undefined && from !== undefined && upTo <= from))
    throw new InconsistentState('a part that does not come next');
}

/** What is counted is of the grant's items, each of them, and in months no more than in all. */
function requireOwn({ counts, fields, months = {} }: FoundInGrant, { items }: Grant): void {
  const isWhole = items.every((item) => Object.hasOwn(counts, item));
  if (!isWhole || [...Object.keys(counts), ...Object.keys(fields)].some((item) => !items.includes(item)))
    throw new InconsistentState('a harvest of other items than those of its grant');
  for (const [item, byMonth] of Object.entries(months)) {
    const sum = Object.values(byMonth).reduce((all, count) => all + count, 0);
    if (sum > (counts[item] ?? 0)) throw new InconsistentState('more records in months than in all');
  }
}

const toldOf = ({ grant, counts, records, blobs, changes, ...found }: FoundInGrant) => ({
  grant,
  counts,
  recordsSha256: records.sha256,
  blobs: blobs.count,
  bytes: blobs.bytes,
  ...(changes ? { changes: changes.items } : {}),
  ...(changes?.notCompared ? { notCompared: changes.notCompared } : {}),
  ...Object.fromEntries(
    ALSO_TOLD.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
  ),
});

const ALSO_TOLD = ['part', 'upTo', 'setAside', 'instants', 'frozen'] as const;
