import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Grant, Scope } from '../ledger/parts/scope.part.ts';
import { SERVICES, type Service } from '../provider/services.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { type ApprovedDeps, approvedScope, grantOf } from './approved-scope.ts';
import type { GrantKey, Opened, OpenRequest, SessionCredentials, Standing } from './broker.ts';
import { passesOf } from './compile-scope.ts';

export type OpenSessionDeps = LedgerDeps &
  ApprovedDeps & {
    /** Credentials that can reach what one grant allows, and write where it is to be kept. */
    assume(key: GrantKey, grant: Grant, service: Service): Promise<SessionCredentials>;
  };

const Started = z.enum(['started', 'withdrawn']);

/** The step by which a pass of the Map was begun, told to the ledger before anything of it can be read. */
export const startName = ({ round, grant }: Pick<GrantKey, 'round' | 'grant'>) =>
  `start-retrieval#${round}#${grant}`;

/**
 * Opens one grant of an approved scope to the connector of its service. What is granted is what is stored and vouched for;
 * nothing but the grant's number comes from who asks.
 * @param service that of the alias by which it was asked for
 */
export async function openSession(
  service: Service,
  request: OpenRequest,
  deps: OpenSessionDeps,
): Promise<Opened> {
  const { begins = false, ...key } = request;
  const { demandId, round, grant: number } = key;
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  if (record.withdrawnAt) return { is: 'withdrawn' };
  // An execution that starts again comes by here wherever the demand had come to: what stands needs nothing opened.
  if (await deps.store.part(demandId, HARVEST(round, number))) return { is: 'complete' };
  const scope = await approvedScope(record, round, deps);
  const grant = grantOf(scope, number, service);
  const served: readonly string[] = SERVICES[service].items;
  if (!grant.items.every((item) => served.includes(item)))
    throw new InconsistentState('a grant of items that the service does not hold');
  if ((await tell(scope, { ...key, begins }, deps)) === 'withdrawn') return { is: 'withdrawn' };
  return { is: 'open', grant, credentials: await deps.assume(key, grant, service) };
}

/** Whether a demand may still be read; a connector asks while it reads. */
export async function standingOf(demandId: string, { store }: Pick<LedgerDeps, 'store'>): Promise<Standing> {
  const record = await store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  return { is: record.withdrawnAt ? 'withdrawn' : 'standing' };
}

/**
 * Told once of each pass, and once of each later call that goes on with it or reads anew what one that was cut off had
 * begun: a large demand has thousands of grants, and as many calls as it has passes.
 */
async function tell({ grants }: Scope, request: OpenRequest, deps: LedgerDeps) {
  const { demandId, round, grant: number, begins } = request;
  const pass = passesOf(grants).find(({ grant, more = [] }) => grant === number || more.includes(number));
  if (!pass) throw new InconsistentState('a retrieval without a grant');
  const { grant, service, more } = pass;
  const isFirst = grant === number;
  const step = {
    demandId,
    step: startName({ round, grant: begins ? number : grant }),
    output: Started,
    ifWithdrawn: 'withdrawn',
  } as const;
  const resumed = { round, grant: number, service };
  if (begins && (await stepResult(deps.store, step))) {
    return changeDemand<z.infer<typeof Started>>(deps, demandId, (record) => {
      if (record.withdrawnAt) return { unchanged: 'withdrawn' };
      const detail = { ...resumed, isAgain: true };
      return { set: {}, action: 'retrieval.resumed', actor: SERVICE, detail, result: 'started' };
    });
  }
  return runStep(deps, step, () => ({
    set: {},
    action: begins && !isFirst ? 'retrieval.resumed' : 'retrieval.started',
    actor: SERVICE,
    detail:
      begins && !isFirst
        ? { ...resumed, isAgain: false }
        : { round, grant, service, ...(more ? { more } : {}) },
    result: 'started' as const,
  }));
}
