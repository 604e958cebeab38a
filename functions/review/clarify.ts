import { type Change, changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created } from '../ledger/part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { MAX_BODY_BYTES } from '../shared/json-body.ts';
import { type Principal, requireRole } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import { checkFiling, type KnownLaw } from '../validity/filing-checks.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import type { Clarified, ClarifyRequest } from './clarify.route.ts';
import { requireOutsider } from './require-outsider.ts';
import { requireOwnDemand } from './withdraw.ts';

export type ClarifyDeps = LedgerDeps & AnswerDeps & { law: KnownLaw };

/** An agent that keeps amending would keep reviewers from deciding. */
const MAX_ROUNDS = 10;

/** Adds what was missing and sends the demand through the checks again, in a new round. */
export async function clarifyDemand(
  demandId: string,
  request: ClarifyRequest,
  principal: Principal,
  deps: ClarifyDeps,
): Promise<Clarified> {
  if ('demand' in request) await requireOwnDemand(demandId, principal, deps.store);
  else {
    requireRole(principal, 'reviewer');
    const record = await deps.store.read(demandId);
    if (!record) throw notFound();
    requireOutsider(record, principal);
  }
  const { round, part } = await changeDemand(deps, demandId, (record, at) => {
    if (record.status !== 'awaiting-review') throw problem('not_awaiting_review.clarify');
    return changeOf(record, request, principal, at, deps);
  });
  await tryAnswerWait('review', demandId, part, deps);
  return { id: demandId, round };
}

function changeOf(
  record: DemandRecord,
  request: ClarifyRequest,
  principal: Principal,
  at: string,
  deps: ClarifyDeps,
): Change<{ round: number; part: string }> {
  const round = record.round + 1;
  const part = CLARIFICATION(round);
  const clarifiedBy = [...new Set([...(record.clarifiedBy ?? []), principal.subject])];
  const common = {
    action: 'demand.clarified' as const,
    parts: [created(part, { round, at, ...dueAnswer('review', at) })],
    result: { round, part: part.key },
  };
  if ('authenticity' in request) {
    const { authenticity } = request;
    return {
      ...common,
      set: { round, authenticity, clarifiedBy },
      actor: { kind: 'reviewer', subject: principal.subject },
      detail: { round, ...authenticity },
    };
  }
  // Both were checked as they were read. Parsing them together would refuse what a later deployment had filed.
  const { signatures = record.demand.signatures, ...amended } = request.demand;
  const demand: Demand = { ...record.demand, ...amended, signatures };
  if (canonicalJson(demand) === canonicalJson(record.demand)) throw problem('nothing_new');
  if (round > MAX_ROUNDS) throw problem('too_many_rounds');
  if (Buffer.byteLength(canonicalJson(demand)) > MAX_BODY_BYTES) throw problem('body_too_large.demand');
  checkFiling(demand, deps.law, new Date(at));
  return {
    ...common,
    set: { round, demand, clarifiedBy },
    // What a call-back confirmed was the paper as it stood then.
    unset: ['authenticity'],
    actor: { kind: 'agent', subject: principal.subject },
    detail: {
      round,
      fields: Object.keys(request.demand).sort(),
      demandHash: sha256Hex(canonicalJson(demand)),
    },
  };
}
