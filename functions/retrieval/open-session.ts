import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Action } from '../ledger/event.schema.ts';
import { COMPARING } from '../ledger/parts/comparing.part.ts';
import { FREEZE, type FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN, type FrozenPart } from '../ledger/parts/frozen.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { SERVICES, type Service } from '../provider/services.ts';
import { InconsistentState } from '../shared/faults.ts';
import { ALL_TIME, shared } from '../shared/instant-range.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { type ApprovedDeps, approvedScope, grantOf } from './approved-scope.ts';
import type {
  GrantKey,
  Open,
  Opened,
  OpenedAhead,
  OpenRequest,
  Session,
  Standing,
  StandsRequest,
} from './broker.ts';
import { endCopies, isStillKept } from './copies.ts';
import { type FreezeDeps, isToBeRead, vouchedFreeze } from './freeze-scope.ts';
import { type Sources, type SourcesDeps, sourcesIn, sourcesOf } from './frozen-sources.ts';
import { freezePassesOf, type Pass, passesOf } from './passes.ts';
import { readFrozen } from './read-frozen.ts';
import { spansOf, timeOf } from './scope.ts';

export type OpenSessionDeps = LedgerDeps &
  ApprovedDeps &
  FreezeDeps &
  Pick<SourcesDeps, 'compiled'> & {
    /** Credentials that can reach what one grant allows, and write where it is to be kept; and the secrets that it needs. */
    assume(key: GrantKey, toRead: { grant: Grant; service: Service } & Sources): Promise<Session>;
  };

const Started = z.enum(['started', 'withdrawn']);

/** The step by which a pass of a Map was begun, told to the ledger before anything of it can be read. */
export const startName = ({ round, grant, freeze }: Pick<GrantKey, 'round' | 'grant' | 'freeze'>) =>
  freeze ? `start-freeze#${freeze}#${grant}` : `start-retrieval#${round}#${grant}`;

/**
 * Opens one grant of an approved scope, or of a freezing, to the connector of its service; and with it others of the same pass
 * that are read after it, each by a session of its own. What is granted is what is stored and vouched for; nothing but numbers
 * of grants comes from who asks.
 * @param service that of the alias by which it was asked for
 */
export async function openSession(
  service: Service,
  request: OpenRequest,
  deps: OpenSessionDeps,
): Promise<Opened> {
  const { begins = false, ahead = [], ...key } = request;
  const { demandId, grant: number, freeze } = key;
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  if (!(await isToBeRead(record, freeze, deps))) return { is: 'withdrawn' };
  if (ahead.length > 0 || !freeze) await readFrozen(record, freeze, deps);
  // An execution that starts again comes by here wherever the demand had come to: what stands needs nothing opened.
  const done = await doneOf(key, deps);
  if (done === 'complete') return { is: 'complete' };
  const { grants, passes } = await scopeOf(record, key, deps);
  const pass = passes.find((one) => isIn(one, number));
  if (!pass) throw new InconsistentState('a retrieval without a grant');
  const prepare = (key: GrantKey, done: readonly FrozenPart[]) =>
    prepared({ grants, key, done, service }, deps);
  // Of another pass the ledger is told by its own call.
  const others = [...new Set(ahead)].filter((other) => other !== number && isIn(pass, other));
  const over = await keptNoMore([number, ...others], grants, deps);
  if (freeze && over.size > 0)
    await endCopies(
      { demandId, freeze },
      [...over].map((one) => grants[one]),
      deps,
    );
  if (over.has(number)) return { is: 'complete' };
  const first = await prepare(key, done);
  const next = await Promise.all(
    others.map(async (grant) => {
      const done = await doneOf({ ...key, grant }, deps);
      const isOver = done === 'complete' || over.has(grant);
      return { number: grant, ready: isOver ? undefined : await prepare({ ...key, grant }, done) };
    }),
  );
  if ((await tell(pass, { ...key, begins }, deps)) === 'withdrawn') return { is: 'withdrawn' };
  const [opened, ...openedAhead] = await Promise.all([
    opening(first, deps),
    ...next.map(
      async ({ number, ready }): Promise<OpenedAhead> => ({
        number,
        opened: ready ? await opening(ready, deps) : { is: 'complete' },
      }),
    ),
  ]);
  return { ...opened, ...(openedAhead.length > 0 ? { ahead: openedAhead } : {}) };
}

/** Which of these grants are copies of what is kept no more. */
async function keptNoMore(
  numbers: readonly number[],
  grants: readonly (FreezeGrant | Grant)[],
  deps: LedgerDeps,
): Promise<ReadonlySet<number>> {
  const kept = await Promise.all(numbers.map((number) => isStillKept(grants[number], deps)));
  return new Set(numbers.filter((_, index) => !kept[index]));
}

const isIn = ({ grant, more = [] }: Pass, number: number) => grant === number || more.includes(number);

/** What stands of a grant: all of it, or so many parts. */
async function doneOf(
  { demandId, round, grant, freeze }: GrantKey,
  { store }: LedgerDeps,
): Promise<readonly FrozenPart[] | 'complete'> {
  if (!freeze) return (await store.part(demandId, HARVEST(round, grant))) ? 'complete' : [];
  const done = await store.parts(demandId, FROZEN(freeze, grant, ''));
  return done.some(({ upTo }) => upTo === undefined) ? 'complete' : done;
}

type Prepared = {
  key: GrantKey;
  toRead: Parameters<OpenSessionDeps['assume']>[1] & Sources;
  /** Of a freezing which part it is, or of a retrieval how far it was compared. */
  which: Pick<Open, 'part' | 'compared'>;
};

/** What is to be read of a grant, and where. */
async function prepared(
  of: {
    grants: readonly (FreezeGrant | Grant)[];
    key: GrantKey;
    done: readonly FrozenPart[];
    service: Service;
  },
  deps: OpenSessionDeps,
): Promise<Prepared> {
  const { grants, key, done, service } = of;
  const grant = leftOf(grantOf<FreezeGrant | Grant>({ grants }, key.grant, service), done);
  const served: readonly string[] = SERVICES[service].items;
  if (!grant.items.every((item) => served.includes(item)))
    throw new InconsistentState('a grant of items that the service does not hold');
  const { account, items, period, spans } = grant;
  const toRead = { account, service, items, period, ...(spans ? { spans } : {}) };
  const sources = await sourcesFor(key, grant, deps);
  const which = key.freeze ? { part: done.length } : await comparedOf(key, sources, deps);
  return { key, toRead: { grant: toRead, service, ...sources }, which };
}

async function opening({ key, toRead, which }: Prepared, deps: OpenSessionDeps): Promise<Open> {
  const session = await deps.assume(key, toRead);
  const { grant, frozen, unfrozen } = toRead;
  return { is: 'open', grant, ...session, ...which, frozen, unfrozen };
}

/** How far calls before this one held a grant against what there is now. One call is enough for what is in one part. */
async function comparedOf(
  { demandId, round, grant }: GrantKey,
  { frozen }: Sources,
  { store }: Pick<LedgerDeps, 'store'>,
): Promise<Pick<Open, 'compared'>> {
  const told = frozen.length > 1 ? await store.part(demandId, COMPARING(round, grant)) : undefined;
  if (!told) return {};
  const { sources, of, changes } = told;
  return { compared: { sources, of, changes } };
}

/** What of a grant no part of it has yet. */
function leftOf<G extends Grant>(grant: G, done: readonly FrozenPart[]): G {
  const upTo = done
    .map((part) => part.upTo ?? '')
    .sort()
    .at(-1);
  if (upTo === undefined) return grant;
  const { spans: _spans, ...whole } = grant;
  const left = shared(spansOf(grant), [{ from: upTo, to: ALL_TIME.to }]);
  return { ...whole, ...timeOf(left) } as G;
}

/** Whether something of a demand may still be read; a connector asks while it reads. */
export async function standingOf(
  { demandId, freeze, grant }: StandsRequest,
  deps: LedgerDeps,
): Promise<Standing> {
  const { store } = deps;
  const record = await store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  if (!(await isToBeRead(record, freeze, deps))) return { is: 'withdrawn' };
  if (freeze === undefined || grant === undefined) return { is: 'standing' };
  const copy = (await store.part(demandId, FREEZE(freeze)))?.grants[grant];
  return { is: (await isStillKept(copy, deps)) ? 'standing' : 'withdrawn' };
}

/** The grants among which the asked one is, and how the Map goes through them. */
async function scopeOf(
  record: DemandRecord,
  { round, freeze }: GrantKey,
  deps: ApprovedDeps & FreezeDeps,
): Promise<{ grants: readonly (FreezeGrant | Grant)[]; passes: Pass[] }> {
  if (!freeze) {
    const { grants } = await approvedScope(record, round, deps);
    return { grants, passes: passesOf(grants) };
  }
  const { grants } = await vouchedFreeze(record, freeze, deps);
  return { grants, passes: freezePassesOf(grants) };
}

/** Where a grant is read: what is to be frozen as it is now, or in the freezing of another demand of which it is a copy. */
async function sourcesFor(
  key: GrantKey,
  grant: FreezeGrant | Grant,
  deps: Pick<LedgerDeps, 'store'> & Pick<SourcesDeps, 'compiled'>,
): Promise<Sources> {
  if (!key.freeze) return sourcesOf(key, grant, deps);
  const from = 'from' in grant ? grant.from : undefined;
  if (!from)
    return {
      frozen: [],
      unfrozen: grant.items.map((item) => ({ item, spans: [...spansOf(grant)] })),
    };
  const { demandId, freeze, grant: number } = from;
  const frozen = await sourcesIn({ demandId, freeze, number }, { ...grant }, grant, deps.store);
  if (frozen.length === 0) throw new InconsistentState('a copy of what was not frozen');
  return { frozen, unfrozen: [] };
}

/**
 * Told once of each pass, and once of each later call that goes on with it or reads anew what one that was cut off had
 * begun: a large demand has thousands of grants, and as many calls as it has passes.
 */
async function tell(pass: Pass, request: OpenRequest, deps: LedgerDeps) {
  const { demandId, round, grant: number, freeze, begins } = request;
  const { grant, service, more } = pass;
  const isFirst = grant === number;
  const step = {
    demandId,
    step: startName({ round, grant: begins ? number : grant, freeze }),
    output: Started,
    ifWithdrawn: 'withdrawn',
  } as const;
  const where = { round, ...(freeze ? { freeze } : {}) };
  const resumed = { ...where, grant: number, service };
  const [start, resume] = actionsOf(freeze);
  const told = await stepResult(deps.store, step);
  // A later grant of the same pass: that it stands was looked at when the demand was read.
  if (told && !begins) return told;
  if (told) {
    return changeDemand<z.infer<typeof Started>>(deps, demandId, async (record) => {
      if (!(await isToBeRead(record, freeze, deps))) return { unchanged: 'withdrawn' };
      const detail = { ...resumed, isAgain: true };
      return { set: {}, action: resume, actor: SERVICE, detail, result: 'started' };
    });
  }
  return runStep(deps, step, async (record) => {
    if (!(await isToBeRead(record, freeze, deps))) return { unchanged: 'withdrawn' as const };
    return {
      set: {},
      action: begins && !isFirst ? resume : start,
      actor: SERVICE,
      detail:
        begins && !isFirst
          ? { ...resumed, isAgain: false }
          : { ...where, grant, service, ...(more ? { more } : {}) },
      result: 'started' as const,
    };
  });
}

const actionsOf = (freeze: string | undefined): [start: Action, resume: Action] =>
  freeze ? ['freeze.started', 'freeze.resumed'] : ['retrieval.started', 'retrieval.resumed'];
