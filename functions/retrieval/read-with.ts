import * as z from 'zod/mini';
import { type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { HARVEST, harvestPrefix } from '../ledger/parts/harvest.part.ts';
import { type Grant, SCOPE } from '../ledger/parts/scope.part.ts';
import { InconsistentState } from '../shared/faults.ts';
import { runStep } from '../workflow/run-step.ts';
import { GrantInput, type PassInput, type PassOutput } from '../workflow/step.schema.ts';
import type { Connector } from './connector.ts';
import { type Written, writeHarvest } from './harvest-writer.ts';
import type { ObjectStore } from './object-store.ts';
import { readSpans } from './read-spans.ts';
import type { OpenSession } from './retrieval-session.ts';

export type ReadDeps = LedgerDeps & { connector: Connector; openSession: OpenSession; harvest: ObjectStore };

const Started = z.enum(['started', 'withdrawn']);
type Key = Pick<GrantInput, 'demandId' | 'round' | 'grant'>;

/** After this a pass begins no other grant: each has the time of a call that it would have alone, but for this. */
const ENOUGH_MS = 60_000;

/**
 * Retrieves the grants of one pass: tells the ledger, opens a session for each, lets the connector read, keeps what it
 * found in the harvest bucket. A run that was cut off is run again from its start and writes the same keys; what a pass
 * has no time for is left for the next call.
 */
export async function readWith(input: PassInput, deps: ReadDeps): Promise<PassOutput> {
  const { more = [], ...first } = input;
  const grants = await grantsOf(input, deps);
  if ((await start(input, deps)) === 'withdrawn') return { ...first, left: false };
  const began = deps.clock().getTime();
  const found: Found[] = [];
  for (const [index, [number, grant]] of grants.entries()) {
    if (index > 0 && deps.clock().getTime() - began > ENOUGH_MS) {
      await finish(first, found, deps);
      return { ...first, grant: number, more: more.slice(index), left: true };
    }
    const key = { ...first, grant: number };
    if (await deps.store.part(first.demandId, HARVEST(first.round, number))) continue;
    found.push({ key, account: grant.account, written: await readInSession(key, grant, deps) });
  }
  await finish(first, found, deps);
  return { ...first, left: false };
}

type Found = { key: GrantInput; account: string; written: Written };

async function readInSession(input: GrantInput, grant: Grant, deps: ReadDeps): Promise<Written> {
  const session = await deps.openSession(input, grant, deps.connector);
  try {
    const prefix = harvestPrefix(input.demandId, input.round, input.grant);
    return await writeHarvest(readSpans(deps.connector, grant, session), grant.items, prefix, deps.harvest);
  } finally {
    session.close();
  }
}

const startName = ({ round, grant }: Key) => `start-retrieval#${round}#${grant}`;
const finishName = ({ round, grant }: Key) => `retrieval#${round}#${grant}`;

/** The grants of a pass, by their numbers. */
async function grantsOf(
  { demandId, round, service, grant: first, more = [] }: PassInput,
  { store, connector }: ReadDeps,
): Promise<[number, Grant][]> {
  const scope = await store.part(demandId, SCOPE(round));
  return [first, ...more].map((number) => {
    const grant = scope?.grants[number];
    if (!grant) throw new InconsistentState('a retrieval without a grant');
    if (grant.service !== service || connector.service !== service)
      throw new InconsistentState('a grant of another service');
    if (!grant.items.every((item) => connector.items.includes(item)))
      throw new InconsistentState('a grant of items that the connector does not serve');
    return [number, grant];
  });
}

const start = ({ demandId, round, grant, service, more = [] }: PassInput, deps: ReadDeps) =>
  runStep(
    deps,
    {
      demandId,
      step: startName({ demandId, round, grant }),
      output: Started,
      ifWithdrawn: 'withdrawn',
    },
    () => ({
      set: {},
      action: 'retrieval.started',
      actor: SERVICE,
      detail: { round, grant, service, ...(more.length > 0 ? { more } : {}) },
      result: 'started' as const,
    }),
  );

/** Tells the ledger of all that a call has read, at once: a large demand has thousands of grants. */
async function finish({ demandId, round, service }: GrantInput, found: readonly Found[], deps: ReadDeps) {
  const [first, ...more] = found;
  if (!first) return;
  await runStep(
    deps,
    { demandId, step: finishName(first.key), output: GrantInput, ifWithdrawn: first.key },
    (_, at) => ({
      set: {},
      action: 'retrieval.completed',
      actor: SERVICE,
      detail: {
        round,
        service,
        ...toldOf(first),
        ...(more.length > 0 ? { more: more.map(toldOf) } : {}),
      },
      parts: found.map(({ key: { grant }, account, written }) =>
        created(HARVEST(round, grant), { round, grant, account, service, finishedAt: at, ...written }),
      ),
      result: first.key,
    }),
  );
}

const toldOf = ({ key: { grant }, written: { counts, records, blobs, setAside } }: Found) => ({
  grant,
  counts,
  recordsSha256: records.sha256,
  blobs: blobs.count,
  bytes: blobs.bytes,
  ...(setAside ? { setAside } : {}),
});
