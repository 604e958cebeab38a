import type { Authority } from '../authorities/authority.schema.ts';
import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { registeredOf } from '../authorities/standing.ts';
import type { VerdictStore } from '../intake/verdict.store.ts';
import type { LedgerDeps } from '../ledger/change-demand.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { numberToCall } from '../review/number-to-call.ts';
import { isStaff, type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { AgentPage, AgentView } from './agent-view.schema.ts';
import { summariseForAgent, viewForAgent } from './agent-view.ts';
import type { DemandPage as Listed } from './demand-list.store.ts';
import type { DemandPage, DemandView } from './demand-view.schema.ts';
import { heldNow, viewDemand } from './demand-view.ts';
import { fraudIn } from './fraud-in.ts';
import { type DeskDeps, type DeskQuery, listDesk } from './list-desk.ts';
import { looksIn } from './looks-in.ts';
import { scansOf } from './scans-of.ts';
import { tellLooks } from './tell-looks.ts';

const DEFAULT_LIMIT = 50;

/**
 * One demand. An agent sees those of its own authority, in a view of its own; a stranger's id answers like an unknown one.
 * That somebody of the desk looked at the accounts is in the ledger before the answer. Who has a part in a demand sees what agents
 * see of it, as an agent: nothing of what we found.
 * @throws Problem 403, 404
 */
export async function readDemand(
  id: string,
  principal: Principal,
  deps: LedgerDeps & { rulebook: Rulebook; verdicts: VerdictStore; authorities: AuthorityRegister },
): Promise<DemandView | AgentView> {
  if (!isDemandId(id)) throw notFound();
  const record = await deps.store.read(id);
  if (!record) throw notFound();
  if (isStaff(principal)) {
    requireOutsider(record, principal);
    const callBackNumber = await numberToCall(record.authorityId, deps);
    const stored = await viewDemand(record, deps);
    const view = {
      ...stored,
      ...heldNow(record, deps.clock()),
      ...fraudIn(stored, deps.rulebook.marks),
      ...(await scansOf(record, deps.verdicts)),
      ...(callBackNumber ? { callBackNumber } : {}),
    };
    await tellLooks(id, looksIn(view), principal, deps);
    return view;
  }
  if (record.authorityId !== requireAuthority(principal)) throw notTheirs();
  return viewForAgent(record, deps);
}

/** What agents may say of their list. Whatever else there is to ask for comes from what we found. */
const OF_AGENTS: readonly string[] = ['limit', 'after'];

/**
 * A page of demands: for the desk what is to be done, or for an agent its `own` authority's, newest first, with the name
 * under which a filing finds it.
 */
export async function listDemands(
  query: DeskQuery,
  principal: Principal,
  deps: DeskDeps,
  own?: Authority,
): Promise<DemandPage | AgentPage> {
  if (isStaff(principal)) return listDesk(query, principal, deps);
  const { limit = DEFAULT_LIMIT, after } = query;
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (!asked.every((name) => OF_AGENTS.includes(name)))
    throw problem('unknown_parameter', { allowed: 'limit, after' });
  const authority = requireAuthority(principal);
  return {
    ...(own ? { authority: registeredOf(own) } : {}),
    ...pageOf(await deps.lists.ofAuthority(authority, limit, after), summariseForAgent),
  };
}

const pageOf = <T>({ demands, next }: Listed, line: (record: DemandRecord) => T) => ({
  demands: demands.map(line),
  ...(next ? { next } : {}),
});
