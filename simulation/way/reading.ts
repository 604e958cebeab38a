import type { LedgerDeps } from '../../functions/ledger/change-demand.ts';
import { SERVICE } from '../../functions/ledger/change-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { FREEZE } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN, frozenPrefix } from '../../functions/ledger/parts/frozen.part.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import { type Grant, SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import type { FoundInGrant } from '../../functions/retrieval/broker.ts';
import { MAX_CLOSED } from '../../functions/retrieval/broker.ts';
import { checkHarvestStep } from '../../functions/retrieval/check-harvest.ts';
import { closeSession } from '../../functions/retrieval/close-session.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { runStep } from '../../functions/workflow/run-step.ts';
import { StepInput } from '../../functions/workflow/step.schema.ts';

/** What a broker remembers while it lives. */
const VOUCHED = { vouched: new Map(), freezes: new Map() };
/** Some bytes that nobody reads. */
const SIZE = 100;

/**
 * What connectors, the check of a harvest and the packing do to a ledger. They have no dates of their own, so that here they
 * move no bytes: of a grant of which something is found, it is one record of every item.
 */
export async function readGrants(
  { demandId, round }: StepInput,
  freeze: string | undefined,
  deps: LedgerDeps & { frozen: Map<string, number>; finds: (demandId: string, grant: number) => boolean },
): Promise<void> {
  const { store, finds } = deps;
  const [grants, standing] = await Promise.all([
    grantsOf({ demandId, round }, freeze, deps),
    freeze === undefined
      ? store.parts(demandId, HARVEST(round, ''))
      : store.parts(demandId, FROZEN(freeze, '')),
  ]);
  const isRead = new Set(standing.map(({ grant }) => grant));
  for (const service of SERVICE_NAMES) {
    const found = grants.flatMap((grant, index) =>
      grant.service === service && !isRead.has(index)
        ? [foundOf(demandId, grant, { grant: index, isFound: finds(demandId, index) })]
        : [],
    );
    for (let from = 0; from < found.length; from += MAX_CLOSED) {
      const request = {
        demandId,
        round,
        ...(freeze ? { freeze } : {}),
        found: found.slice(from, from + MAX_CLOSED),
      };
      const closed = await closeSession(service, request, { ...deps, ...VOUCHED });
      if (freeze === undefined || closed.is === 'withdrawn') continue;
      for (const { grant } of request.found) {
        const account = grants[grant]?.account ?? '';
        deps.frozen.set(frozenPrefix(account, demandId, freeze, grant), 1);
      }
    }
  }
}

async function grantsOf(
  { demandId, round }: StepInput,
  freeze: string | undefined,
  { store }: LedgerDeps,
): Promise<readonly Grant[]> {
  const compiled = freeze === undefined ? SCOPE(round) : FREEZE(freeze);
  return (await store.part<{ grants: readonly Grant[] }>(demandId, compiled))?.grants ?? [];
}

function foundOf(
  demandId: string,
  { items }: Grant,
  { grant, isFound }: { grant: number; isFound: boolean },
): FoundInGrant {
  const counts = Object.fromEntries(items.map((item) => [item, isFound ? 1 : 0]));
  return {
    grant,
    counts,
    fields: {},
    records: { sha256: sha256Hex(`${demandId} ${grant}`), size: SIZE },
    blobs: { count: 0, bytes: 0 },
  };
}

export const checkFound = ({ demandId, round }: StepInput, deps: LedgerDeps): Promise<StepInput> =>
  runStep(
    deps,
    { demandId, step: checkHarvestStep(round), output: StepInput, ifWithdrawn: { demandId, round } },
    () => ({
      set: {},
      action: 'harvest.checked',
      actor: SERVICE,
      detail: { round },
      result: { demandId, round },
    }),
  );

export const sealFound = ({ demandId, round }: StepInput, deps: LedgerDeps): Promise<StepInput> =>
  runStep(
    deps,
    { demandId, step: `seal#${round}`, output: StepInput, ifWithdrawn: { demandId, round } },
    async (_record, at) => {
      const harvests = await deps.store.parts(demandId, HARVEST(round, ''));
      const counts: Record<string, number> = {};
      for (const harvest of harvests)
        for (const [item, count] of Object.entries(harvest.counts))
          counts[item] = (counts[item] ?? 0) + count;
      const sha256 = sha256Hex(`${demandId} ${round}`);
      const disclosure = {
        ...{ round, sealedAt: at, key: demandId, versionId: 'v1', sha256, size: SIZE },
        ...{ manifestSha256: sha256, signature: '', keyId: 'simulated', counts },
      };
      return {
        set: { packageSha256: sha256 },
        action: 'disclosure.sealed',
        actor: SERVICE,
        detail: { round, packageSha256: sha256, counts },
        parts: [created(DISCLOSURE(), disclosure)],
        result: { demandId, round },
      };
    },
  );
