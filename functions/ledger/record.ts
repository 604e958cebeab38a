import type * as z from 'zod/mini';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Clock } from '../shared/clock.ts';
import { WriteRefused } from '../shared/faults.ts';
import { commitOf } from './commit-of.ts';
import { isEmergency } from './danger-of.ts';
import type { Commit, DemandStore, DueStore } from './demand.store.ts';
import { type DemandRecord, RECORD } from './demand-record.schema.ts';
import { DEMAND_SORT } from './demands.table.ts';
import type { Filing, FilingStore } from './filing.store.ts';
import { hasEnded } from './has-ended.ts';
import type { LastWritten } from './last-written.ts';
import type { PartWrite } from './part.ts';
import { partKindOf } from './part-kinds.ts';
import { APPROVAL_AHEAD } from './parts/approval-ahead.part.ts';
import { CLOCK } from './parts/clock.part.ts';
import { REVIEW } from './parts/review.part.ts';
import type { ChangeRequest, PostponeRequest, RecordRequest } from './record.schema.ts';
import type { RecordAnswer } from './record-answer.schema.ts';
import { stopped } from './running-clocks.ts';
import { clockOf } from './status-clocks.ts';
import { WRITERS, type Writer, type WriterName } from './writers.ts';

export type RecordDeps = {
  store: Pick<DemandStore, 'read' | 'part' | 'commit'>;
  filings: Pick<FilingStore, 'file'>;
  dues: Pick<DueStore, 'settle' | 'postpone'>;
  clock: Clock;
  last: LastWritten;
};

/** What follows from an action, and is for nobody to set. */
const FOLLOWS: ReadonlySet<string> = new Set([
  ...['version', 'head', 'status', 'failedIn', 'schemaVersion'],
  ...['matter', 'dueKind', 'dueAt'],
]);
/** What a demand is reported as, which its filing said once for all. */
const FACTS_OF_FILING = [
  ...(['receivedAt', 'country', 'level', 'authorityKind'] as const),
  ...(['instrument', 'series', 'identifiers'] as const),
  ...(['servedAt', 'channel', 'origin', 'service', 'exigent'] as const),
];
/** How long a writer may have thought about a change, and by how much its clock may be ahead. */
const LONGEST_MS = 20 * 60_000;
const AHEAD_MS = 60_000;

/**
 * Writes what one writer asks for, if it is that writer's to write: the action, the members of the record, the parts. The
 * event is made here, from the demand as it stands in the table, and is never written over.
 * @throws WriteRefused for what is not this writer's; IllegalTransition, UnreadableItem, UnknownPart as they come
 */
export async function record(
  request: RecordRequest,
  writer: WriterName,
  deps: RecordDeps,
): Promise<RecordAnswer> {
  const rights: Writer = WRITERS[writer];
  if ('settle' in request) {
    const { demandId, key } = request.settle;
    if (!rights.settles?.some((beginning) => isOf(key, beginning)))
      throw new WriteRefused(`${writer} does not settle ${key.split('#', 1)[0]}`);
    if (key === DEMAND_SORT && (await deps.store.read(demandId))?.status !== 'closed')
      throw new WriteRefused('the clock of a demand that is open');
    deps.last.forget(demandId);
    await deps.dues.settle(request.settle);
    return { outcome: 'committed' };
  }
  if ('postpone' in request) {
    if (!rights.postpones) throw new WriteRefused(`${writer} puts no clock off`);
    await postpone(request.postpone, deps);
    return { outcome: 'committed' };
  }
  const { change, takesBack } = request;
  const asked = { writer, rights };
  const commit = await commitFor(change, asked, deps);
  const other = takesBack && (await commitFor(takesBack, asked, deps));
  if (commit === 'conflict' || other === 'conflict') return { outcome: 'conflict' };
  await requirePair(commit, other, deps.store);
  const outcome = await write(commit, { filing: change.filing, takesBack: other }, deps);
  for (const one of other ? [commit, other] : [commit])
    if (outcome === 'committed') deps.last.keep(one);
    else deps.last.forget(one.record.id);
  return { outcome };
}

/** A change that is its writer's to ask for, as it is committed; `conflict` where the demand is at another version. */
async function commitFor(
  change: ChangeRequest,
  asked: Pick<Asked, 'writer' | 'rights'>,
  deps: RecordDeps,
): Promise<Commit | 'conflict'> {
  const wanted = RECORD.read(change.record);
  const before = await recordBefore(wanted, deps);
  if (wanted.version !== (before?.version ?? 0) + 1) return 'conflict';
  refuseForeign(change, { ...asked, wanted, before });
  refuseOtherTimes(change.at, deps.clock());
  const { action, actor, detail, at } = change;
  const parts = change.parts.map((part) => {
    const { stored } = partKindOf(part.key)();
    stored.read(part.body);
    return part;
  });
  for (const part of parts)
    if (isStop(part, asked.rights)) await requireOnlyStopped(wanted.id, part, deps.store);
  if (action === 'review.took-effect') await requireApprovalAhead(wanted, parts, deps.store);
  return commitOf(wanted, { action, actor, detail, parts }, at, before);
}

/** The record as it is; of one that is to be its first none is looked for: it is written on condition that there is none. */
async function recordBefore(
  { id, version }: DemandRecord,
  { store, last }: RecordDeps,
): Promise<DemandRecord | undefined> {
  return version === 1 ? undefined : (last.at(id, version - 1) ?? store.read(id));
}

/**
 * A demand is superseded in the transaction that files the one which takes its place, and in no other: neither ever names one
 * that is not there. An earlier release took it back first: then it names this one already. Of one that has ended only that is
 * written: who takes its place, once.
 */
async function requirePair(
  { record, event }: Commit,
  takesBack: Commit | undefined,
  store: Pick<DemandStore, 'read'>,
): Promise<void> {
  const isAlone =
    event.action === 'demand.superseded' || (event.action === 'demand.withdrawn' && record.supersededBy);
  if (takesBack ? event.action !== 'demand.filed' : isAlone)
    throw new WriteRefused('a demand is superseded by one that is filed, and with it');
  if (event.action !== 'demand.filed') return;
  const other = takesBack?.record ?? (record.supersedes ? await store.read(record.supersedes) : undefined);
  if (other?.id !== record.supersedes || (other && other.supersededBy !== record.id))
    throw new WriteRefused('a demand that supersedes another without taking it back');
  if (other && other.authorityId !== record.authorityId)
    throw new WriteRefused('a demand that supersedes one of another authority');
  if (!takesBack) return;
  const old = await store.read(takesBack.record.id);
  // One that has moved on is the transaction's to refuse.
  const isAsRead = old?.version === takesBack.record.version - 1;
  if (old && isAsRead && hasEnded(old) !== (takesBack.event.action === 'demand.superseded'))
    throw new WriteRefused('only what has ended is superseded without being taken back');
}

/** A clock is put off to what its status allows, and never so far that nobody looks. */
async function postpone(
  { demandId, dueAt, to }: Postponed,
  { store, dues, clock, last }: RecordDeps,
): Promise<void> {
  const before = await store.read(demandId);
  if (!before) throw new WriteRefused('the clock of a demand that is not there');
  const { kind, again } = clockOf(before.status, isEmergency(before));
  if (to.dueKind !== kind || Date.parse(to.dueAt) > clock().getTime() + again + AHEAD_MS)
    throw new WriteRefused('a clock that is put off too far');
  last.forget(demandId);
  await dues.postpone({ demandId, dueAt }, to);
}

type Postponed = z.infer<typeof PostponeRequest>['postpone'];

type Beside = { filing: Filing | undefined; takesBack: Commit | undefined };

const write = (commit: Commit, { filing, takesBack }: Beside, deps: RecordDeps) =>
  filing ? deps.filings.file(commit, filing, takesBack) : deps.store.commit(commit);

type Asked = {
  writer: WriterName;
  rights: Writer;
  wanted: DemandRecord;
  before: DemandRecord | undefined;
};

function refuseForeign({ action, parts, filing }: ChangeRequest, asked: Asked): void {
  const { writer, rights, wanted, before } = asked;
  if (!rights.actions.includes(action)) throw new WriteRefused(`${writer} does not tell of ${action}`);
  if ((filing !== undefined) !== (action === 'demand.filed'))
    throw new WriteRefused(`${writer} files with a key, and nothing else does`);
  if (action === 'demand.withdrawn' && (writer === 'file-demand') !== (wanted.supersededBy !== undefined))
    throw new WriteRefused(`${writer} takes back what is superseded, and nothing else does`);
  const changed = changedMembers(before, wanted).filter((name) => !FOLLOWS.has(name));
  const foreign = changed.find((name) => !rights.sets.includes(name));
  if (foreign) throw new WriteRefused(`${writer} does not set ${foreign}`);
  const moved = before && FACTS_OF_FILING.find((fact) => wanted.facts[fact] !== before.facts[fact]);
  if (moved) throw new WriteRefused(`${writer} does not say anew what the filing said: ${moved}`);
  for (const { key, mode, body } of parts)
    if (!mayWrite(key, mode, rights) && !isStop({ key, mode, body }, rights))
      throw new WriteRefused(`${writer} does not ${mode} ${key.split('#', 1)[0]}`);
}

function mayWrite(key: string, mode: PartWrite['mode'], { creates, replaces = [] }: Writer): boolean {
  const beginnings = mode === 'create' ? [...creates, ...replaces] : replaces;
  return beginnings.some((beginning) => isOf(key, beginning));
}

/** Whether a clock is stopped by who may do nothing else to it. */
const isStop = ({ key, mode, body }: PartWrite, rights: Writer): boolean =>
  !mayWrite(key, mode, rights) &&
  body.state === 'stopped' &&
  (rights.stops?.some((beginning) => isOf(key, beginning)) ?? false);

/** A clock that runs is stopped as it ran: of its dates, and of what became of them, nothing is written over. */
async function requireOnlyStopped(
  demandId: string,
  { key, body }: PartWrite,
  store: Pick<DemandStore, 'part'>,
): Promise<void> {
  const named = CLOCK(key.slice(CLOCK.prefix.length));
  const before = await store.part(demandId, named);
  const wanted = named.stored.read(body);
  if (!before || before.state === 'stopped' || !wanted.stoppedAt)
    throw new WriteRefused('a clock that does not run is not stopped');
  if (canonicalJson(wanted) !== canonicalJson(stopped(before, wanted.stoppedAt)))
    throw new WriteRefused('a clock that is stopped stays otherwise as it was');
}

/** A beginning that ends in `#` names many parts; any other names one. */
const isOf = (key: string, beginning: string) =>
  beginning.endsWith('#') ? key.startsWith(beginning) : key === beginning;

function changedMembers(before: object | undefined, after: object): string[] {
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after))];
  const text = (value: unknown) => (value === undefined ? '' : canonicalJson(value));
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => text(old.get(name)) !== text(now.get(name)),
  );
}

function refuseOtherTimes(at: string, now: Date): void {
  const late = now.getTime() - Date.parse(at);
  if (late > LONGEST_MS || late < -AHEAD_MS) throw new WriteRefused('a change of another time');
}

/** The service decides nothing by itself: a review that takes effect is what a reviewer approved ahead, to the letter. */
async function requireApprovalAhead(
  { id, round }: DemandRecord,
  parts: ChangeRequest['parts'],
  store: Pick<DemandStore, 'part'>,
): Promise<void> {
  const ahead = await store.part(id, APPROVAL_AHEAD(round - 1));
  const review = parts.find(({ key }) => key === REVIEW(round).key)?.body;
  const { dueKind: _kind, dueAt: _at, ...taken } = review ? REVIEW(round).stored.read(review) : {};
  if (!ahead || canonicalJson(taken) !== canonicalJson({ ...ahead, round }))
    throw new WriteRefused('a review that nobody approved ahead');
}
