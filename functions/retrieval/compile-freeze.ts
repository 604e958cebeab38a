import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { isKept } from '../ledger/is-kept.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { FREEZE, type Freeze, type FreezeGrant, KEPT } from '../ledger/parts/freeze.part.ts';
import { PRESERVATION } from '../ledger/parts/preservation.part.ts';
import { type Grant, MAX_GRANTS, SCOPE } from '../ledger/parts/scope.part.ts';
import { placeOf } from '../ledger/transitions.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type InstantRange, shared, union, without } from '../shared/instant-range.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import type { FreezeInput } from '../workflow/step.schema.ts';
import { CompiledOutput } from './compile-scope.ts';
import { type FrozenGrant, frozenGrantsOf } from './frozen-grants.ts';
import { freezePassesOf } from './passes.ts';
import { compileGrants, grantOf, isStanding, spansOf } from './scope.ts';

/** Most grants of a freezing: each is of one item, of which a service has about three. */
const MAX_FROZEN = 3 * MAX_GRANTS;

/** Ids of demands of which something of an account is frozen. */
export type FrozenIndex = { demandsOf(account: string): Promise<string[]> };

export type CompileFreezeDeps = LedgerDeps & { dictionary: ItemDictionary; frozen: FrozenIndex };

/**
 * Compiles what is to be frozen, by the compiler of scopes: of a demand that a person will decide on, all that may be approved
 * of it; of one that is to be kept, all that it asks for. What is frozen already is not frozen again: of this demand, or of an
 * earlier preservation of the same authority that is in force, of which a copy is made.
 */
export async function compileFreeze(input: FreezeInput, deps: CompileFreezeDeps): Promise<CompiledOutput> {
  const { demandId, round } = input;
  const freeze = input.freeze === 'kept' ? KEPT : String(round);
  const nothing = { demandId, round, grants: [] };
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  const step = { demandId, step: `compile-freeze#${freeze}`, output: CompiledOutput, ifWithdrawn: nothing };
  const wanted = await wantedOf(record, input, deps);
  // An execution that starts again comes by here wherever the demand had come to, also one of an earlier release.
  if (!wanted || !(await isTime(record, input, deps))) return (await stepResult(deps.store, step)) ?? nothing;
  const all = await grantsOf(record, wanted, deps);
  return runStep(deps, step, async (now, at) => {
    const isOver = freeze === KEPT && !(await keptOf(now, deps));
    const compiled = isOver ? [] : all;
    const isTooMany = compiled.length > MAX_FROZEN;
    const grants = isTooMany ? [] : compiled;
    const part: Freeze = { freeze, compiledAt: at, grants, ...(isTooMany ? { isTooMany } : {}) };
    return {
      set: {},
      action: 'freeze.compiled',
      actor: SERVICE,
      detail: {
        round,
        freeze,
        grants: grants.length,
        items: [...new Set(grants.flatMap(({ items }) => items))].sort(),
        copies: grants.filter(({ from }) => from).length,
        ...(isTooMany ? { isTooMany } : {}),
      },
      parts: [created(FREEZE(freeze), part)],
      result: {
        demandId,
        round,
        grants: freezePassesOf(grants).map((pass) => ({ demandId, round, freeze, ...pass })),
      },
    };
  });
}

async function isTime(
  record: DemandRecord,
  { round, freeze }: FreezeInput,
  { store }: LedgerDeps,
): Promise<boolean> {
  const place = placeOf(record);
  if (freeze === 'kept') return place === 'closed';
  const isBefore = place === 'filed' || place === 'awaiting-review' || place === 'reviewed';
  // Once something may be retrieved, what is there now is no longer what was there before.
  return record.round === round && isBefore && !(await store.part(record.id, SCOPE(round)));
}

/**
 * What the paper asks for, with the accounts that it names; of what is kept, whatever the checks made of it. Undefined where
 * nothing is to be kept, or nobody can say of whom.
 */
async function wantedOf(record: DemandRecord, { round, freeze }: FreezeInput, deps: CompileFreezeDeps) {
  const { id, demand, filedAt } = record;
  const checked = await deps.store.part(id, DETERMINATION(round));
  if (!checked || checked.tooManyAccounts) return undefined;
  const may = freeze === 'kept' ? await keptOf(record, deps) : checked.determination;
  if (!may) return undefined;
  const { grants } = compileGrants({
    demand,
    filedAt,
    determination: { accounts: checked.accounts, determination: may },
    review: { decision: 'approve', items: may.authorised, targets: may.targets },
    dictionary: deps.dictionary,
  });
  return grants.flatMap(({ account, service, items, ...time }) =>
    items.map((item) => ({ account, service, item, spans: spansOf(time) })),
  );
}

type Wanted = { account: string; service: string; item: string; spans: readonly InstantRange[] };

async function keptOf({ id, demand }: DemandRecord, { store }: LedgerDeps) {
  const preservation = await store.part(id, PRESERVATION());
  if (preservation?.state !== 'in-force') return undefined;
  return { authorised: preservation.items, targets: demand.targets.map((_, index) => index) };
}

async function grantsOf(record: DemandRecord, wanted: readonly Wanted[], deps: CompileFreezeDeps) {
  const own = await frozenGrantsOf(record.id, deps.store);
  const preserved = new Map<string, FrozenGrant[]>();
  for (const account of new Set(wanted.map((one) => one.account)))
    preserved.set(account, await preservedOf(record, account, deps));
  return wanted.flatMap((one): FreezeGrant[] => {
    const { account, item } = one;
    const has = (grant: Grant) => grant.account === account && grant.items[0] === item;
    const mine = own.filter(({ grant }) => has(grant));
    const theirs = (preserved.get(account) ?? []).filter(({ grant }) => has(grant));
    return isStanding(item) ? standing(one, mine, theirs) : timed(one, mine, theirs);
  });
}

/** A fact that stands has no time: it is frozen once. */
function standing(
  { account, service, item, spans }: Wanted,
  mine: readonly FrozenGrant[],
  [theirs]: readonly FrozenGrant[],
): FreezeGrant[] {
  if (mine.length > 0) return [];
  return [freezeGrant(grantOf(account, service, [item], spans), theirs)];
}

/** What no freezing has yet: first as a preservation has it, the earliest before the others; the rest as it is now. */
function timed(
  { account, service, item, spans }: Wanted,
  mine: readonly FrozenGrant[],
  theirs: readonly FrozenGrant[],
): FreezeGrant[] {
  const grants: FreezeGrant[] = [];
  let left = without(
    spans,
    mine.flatMap(({ spans: own }) => own),
  );
  for (const source of theirs) {
    const part = shared(left, source.spans);
    if (part.length === 0) continue;
    grants.push(freezeGrant(grantOf(account, service, [item], part), source));
    left = without(left, part);
  }
  if (left.length > 0) grants.push(freezeGrant(grantOf(account, service, [item], left)));
  return grants;
}

const freezeGrant = (grant: Grant, source?: FrozenGrant): FreezeGrant => ({
  ...grant,
  ...(source
    ? {
        from: {
          demandId: source.demandId,
          freeze: source.freeze,
          grant: source.number,
        },
      }
    : {}),
});

/**
 * What preservations in force of the same authority have of an account, the earliest first. Of demands that only cleared
 * people may know of, others know nothing.
 */
async function preservedOf(
  { id, authorityId }: DemandRecord,
  account: string,
  { store, frozen, clock }: CompileFreezeDeps,
): Promise<FrozenGrant[]> {
  const found: { placedAt: string; grants: FrozenGrant[] }[] = [];
  for (const other of await frozen.demandsOf(account)) {
    if (other === id || other[0] !== id[0]) continue;
    const [record, preservation] = await Promise.all([store.read(other), store.part(other, PRESERVATION())]);
    if (record?.authorityId !== authorityId || !isKept(preservation, clock().toISOString())) continue;
    found.push({ placedAt: preservation.placedAt, grants: wholes(await frozenGrantsOf(other, store)) });
  }
  return found.sort((a, b) => (a.placedAt < b.placedAt ? -1 : 1)).flatMap(({ grants }) => grants);
}

/** What was frozen in parts is copied as one. */
function wholes(parts: readonly FrozenGrant[]): FrozenGrant[] {
  const grants = new Map<string, FrozenGrant>();
  for (const part of parts) {
    const name = `${part.freeze} ${part.number}`;
    const known = grants.get(name);
    grants.set(name, known ? { ...known, spans: union([...known.spans, ...part.spans]) } : part);
  }
  return [...grants.values()];
}
