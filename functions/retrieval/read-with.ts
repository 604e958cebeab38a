import * as z from 'zod/mini';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { HARVEST, type HarvestPart, harvestPrefix } from '../ledger/parts/harvest.part.ts';
import { type Grant, SCOPE } from '../ledger/parts/scope.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { GrantInput } from '../workflow/step.schema.ts';
import type { Connector } from './connector.ts';
import { writeHarvest } from './harvest-writer.ts';
import type { ObjectStore } from './object-store.ts';
import type { OpenSession } from './retrieval-session.ts';

export type ReadDeps = LedgerDeps & { connector: Connector; openSession: OpenSession; harvest: ObjectStore };

const Started = z.enum(['started', 'withdrawn']);
type Key = Pick<GrantInput, 'demandId' | 'round' | 'grant'>;

/**
 * Retrieves one grant: tells the ledger, opens the grant's session, lets the connector read, keeps what it found in
 * the harvest bucket. A run that was cut off is run again from its start and writes the same keys.
 */
export async function readWith(input: GrantInput, deps: ReadDeps): Promise<GrantInput> {
  const grant = await grantOf(input, deps);
  if ((await start(input, deps)) === 'withdrawn') return input;
  if (await deps.store.part(input.demandId, HARVEST(input.round, input.grant))) return input;
  return finish(input, grant, await readInSession(input, grant, deps), deps);
}

type Written = Pick<HarvestPart, 'counts' | 'fields' | 'records' | 'blobs'>;

async function readInSession(input: GrantInput, grant: Grant, deps: ReadDeps): Promise<Written> {
  const session = await deps.openSession(input, grant, deps.connector);
  try {
    const prefix = harvestPrefix(input.demandId, input.round, input.grant);
    return await writeHarvest(deps.connector.read(grant, session), grant.items, prefix, deps.harvest);
  } finally {
    session.close();
  }
}

const startName = ({ round, grant }: Key) => `start-retrieval#${round}#${grant}`;
const finishName = ({ round, grant }: Key) => `retrieval#${round}#${grant}`;

async function grantOf(
  { demandId, round, grant: index, service }: GrantInput,
  deps: ReadDeps,
): Promise<Grant> {
  const scope = await deps.store.part(demandId, SCOPE(round));
  const grant = scope?.grants[index];
  if (!grant) throw new InconsistentState('a retrieval without a grant');
  if (grant.service !== service || deps.connector.service !== service)
    throw new InconsistentState('a grant of another service');
  if (!grant.items.every((item) => deps.connector.items.includes(item)))
    throw new InconsistentState('a grant of items that the connector does not serve');
  return grant;
}

const start = (input: GrantInput, deps: ReadDeps) =>
  runStep(
    deps,
    { demandId: input.demandId, step: startName(input), output: Started, ifWithdrawn: 'withdrawn' },
    () => ({
      set: {},
      action: 'retrieval.started',
      actor: SERVICE,
      detail: { round: input.round, grant: input.grant, service: input.service },
      result: 'started' as const,
    }),
  );

const finish = (input: GrantInput, { account }: Grant, written: Written, deps: ReadDeps) =>
  runStep(
    deps,
    { demandId: input.demandId, step: finishName(input), output: GrantInput, ifWithdrawn: input },
    (_, at) => {
      const { round, grant, service } = input;
      const part: HarvestPart = { round, grant, account, service, finishedAt: at, ...written };
      return {
        set: {},
        action: 'retrieval.completed',
        actor: SERVICE,
        detail: {
          round,
          grant,
          service,
          counts: written.counts,
          recordsSha256: written.records.sha256,
          blobs: written.blobs.count,
          bytes: written.blobs.bytes,
        },
        parts: [created(HARVEST(round, grant), part)],
        result: input,
      };
    },
  );
