import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { LAST_WRITE_MS } from '../ledger/end-of-frozen.ts';
import { isKept } from '../ledger/is-kept.ts';
import { created } from '../ledger/part.ts';
import { COPY_END } from '../ledger/parts/copy-end.part.ts';
import { FREEZE, type FreezeGrant } from '../ledger/parts/freeze.part.ts';
import { FROZEN } from '../ledger/parts/frozen.part.ts';
import { FROZEN_DUE } from '../ledger/parts/frozen-end.part.ts';
import { PRESERVATION } from '../ledger/parts/preservation.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';

const sourceOf = (grant: FreezeGrant | Grant | undefined): FreezeGrant['from'] =>
  grant && 'from' in grant ? grant.from : undefined;

/** Whether what a grant is a copy of may be copied still. What is read as it is now is no copy. */
export async function isStillKept(
  grant: FreezeGrant | Grant | undefined,
  { store, clock }: LedgerDeps,
): Promise<boolean> {
  const from = sourceOf(grant);
  if (!from) return true;
  const { demandId, freeze } = from;
  // The record first: a look of one invocation answers for the parts from what it read since.
  await store.read(demandId);
  const at = clock().toISOString();
  if (!isKept(await store.part(demandId, PRESERVATION()), at)) return false;
  // It may be a copy itself, which ended in the same way.
  const source = (await store.part(demandId, FREEZE(freeze)))?.grants[from.grant];
  return !source || !(await isCut({ demandId, freeze, number: from.grant }, source, store));
}

/** Whether what a freezing has of a grant counts no more: its preservation ended before the copy was whole. */
export async function isCut(
  { demandId, freeze, number }: { demandId: string; freeze: string; number: number },
  grant: FreezeGrant,
  store: Pick<LedgerDeps['store'], 'part'>,
): Promise<boolean> {
  const { from } = grant;
  if (!from) return false;
  const end = await store.part(demandId, COPY_END(freeze, from.demandId));
  return end?.grants.includes(number) ?? false;
}

/**
 * Tells the ledger that copies of a freezing have ended with the preservations that they are of, each once. A copy that is whole
 * is the demand's own and stays; of every other all goes, when no session is left that could write it.
 * @param grants of which the preservation is no more
 */
export async function endCopies(
  { demandId, freeze }: { demandId: string; freeze: string },
  grants: readonly (FreezeGrant | Grant | undefined)[],
  deps: LedgerDeps,
): Promise<void> {
  const sources = new Set(grants.flatMap((grant) => sourceOf(grant)?.demandId ?? []));
  for (const source of sources)
    await changeDemand<undefined>(deps, demandId, async ({ round }, at) => {
      const [told, compiled, frozen] = await Promise.all([
        deps.store.part(demandId, COPY_END(freeze, source)),
        deps.store.part(demandId, FREEZE(freeze)),
        deps.store.parts(demandId, FROZEN(freeze, '')),
      ]);
      const whole = new Set(frozen.filter(({ upTo }) => upTo === undefined).map(({ grant }) => grant));
      const cut = (compiled?.grants ?? []).flatMap(({ from }, number) =>
        from?.demandId === source && !whole.has(number) ? [number] : [],
      );
      if (told || cut.length === 0) return { unchanged: undefined };
      const dueAt = new Date(Date.parse(at) + LAST_WRITE_MS).toISOString();
      return {
        set: {},
        action: 'freeze.copy-ended',
        actor: SERVICE,
        detail: { round, freeze, source, grants: cut.length },
        parts: [
          created(COPY_END(freeze, source), {
            ...{ freeze, source, grants: cut, state: 'due', since: at },
            ...{ dueKind: FROZEN_DUE, dueAt },
          }),
        ],
        result: undefined,
      };
    });
}
