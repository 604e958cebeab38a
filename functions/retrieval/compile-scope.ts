import * as z from 'zod/mini';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW } from '../ledger/parts/review.part.ts';
import { type Grant, MAX_GRANTS, SCOPE, type Scope } from '../ledger/parts/scope.part.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState, TooManyGrants } from '../shared/faults.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';
import { runStep } from '../workflow/run-step.ts';
import { PassInput, StepInput } from '../workflow/step.schema.ts';
import { compileGrants } from './scope.ts';

/** Passes of the Map, but for one more of each service: an execution has 25,000 events, and a pass takes a dozen. */
const PASSES = 200;

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

/** Passes that read the grants: one each, and of a large scope several of a service together. */
export function passesOf(
  grants: readonly Pick<Grant, 'service'>[],
): Pick<PassInput, 'grant' | 'service' | 'more'>[] {
  const size = Math.ceil(grants.length / PASSES);
  if (size <= 1) return grants.map(({ service }, grant) => ({ grant, service }));
  const passes: { grant: number; service: string; more: number[] }[] = [];
  const open = new Map<string, (typeof passes)[number]>();
  for (const [grant, { service }] of grants.entries()) {
    const pass = open.get(service);
    if (pass && pass.more.length + 1 < size) {
      pass.more.push(grant);
      continue;
    }
    const next = { grant, service, more: [] };
    open.set(service, next);
    passes.push(next);
  }
  return passes;
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
