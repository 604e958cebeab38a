import * as z from 'zod/mini';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { MAX_GRANTS, SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState, TooManyGrants } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { PassInput, StepInput } from '../workflow/step.schema.ts';
import { passesOf } from './passes.ts';
import { compileGrants } from './scope.ts';

/** One entry of `grants` per pass of the Map that follows. */
export const CompiledOutput = z.object({ ...StepInput.shape, grants: z.array(PassInput) });
export type CompiledOutput = z.infer<typeof CompiledOutput>;

export type CompileScopeDeps = LedgerDeps & { dictionary: ItemDictionary };

/** Compiles what a reviewer approved into the scope of the round. A withdrawn demand gets an empty one. */
export async function compileScope(
  { demandId, round }: StepInput,
  deps: CompileScopeDeps,
): Promise<CompiledOutput> {
  const step = {
    demandId,
    step: `compile-scope#${round}`,
    output: CompiledOutput,
    ifWithdrawn: { demandId, round, grants: [] },
  };
  return runStep(deps, step, async (record, at) => {
    const scope: Scope = { round, compiledAt: at, ...(await grantsOf(record, round, deps)) };
    const { grants, notHeld, outOfTime } = scope;
    if (grants.length > MAX_GRANTS) throw new TooManyGrants(`${grants.length} grants`);
    return {
      set: {},
      action: 'scope.compiled',
      actor: SERVICE,
      detail: {
        round,
        grants: grants.length,
        accounts: new Set(grants.map(({ account }) => account)).size,
        items: [...new Set(grants.flatMap(({ items }) => items))].sort(),
        notHeld,
        outOfTime,
        scopeSha256: sha256Hex(canonicalJson(scope)),
      },
      parts: [created(SCOPE(round), scope)],
      result: {
        demandId,
        round,
        grants: passesOf(grants).map((pass) => ({ demandId, round, ...pass })),
      },
    };
  });
}

async function grantsOf(record: DemandRecord, round: number, { store, dictionary }: CompileScopeDeps) {
  if (record.round !== round) throw new InconsistentState('a round that is not the present one');
  const [determination, review] = await Promise.all([
    store.part(record.id, DETERMINATION(round)),
    store.part(record.id, REVIEW(round)),
  ]);
  if (!determination || !review) throw new InconsistentState('a scope without a determination and a review');
  if (review.decision !== 'approve') throw new InconsistentState('a scope that nobody approved');
  return compileGrants({
    demand: record.demand,
    filedAt: record.filedAt,
    determination,
    review,
    dictionary,
  });
}
