import { commitOf, type Told } from '../../functions/ledger/commit-of.ts';
import type { Commit } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord, Draft } from '../../functions/ledger/demand-record.schema.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { created } from '../../functions/ledger/part.ts';
import { WITHDRAWAL } from '../../functions/ledger/parts/withdrawal.part.ts';
import { sampleDemand } from './sample-demand.ts';
import { sampleFacts } from './sample-facts.ts';

const AT = '2026-11-23T09:00:00.000Z';

const lived = new Map<string, Commit[]>();

/** The commits of a demand that was filed, taken back and closed: of one id always the same, salt and all. */
export function livedDemand(id: string, facts: Partial<Facts> = {}): Commit[] {
  const name = `${id} ${JSON.stringify(facts)}`;
  const known = lived.get(name) ?? liveOn(id, facts);
  lived.set(name, known);
  return known;
}

function liveOn(id: string, differing: Partial<Facts>): Commit[] {
  const draft: Draft = {
    id,
    round: 1,
    authorityId: 'us-usao-ndca',
    filedBy: 'olga',
    filedAt: AT,
    demand: sampleDemand(),
    facts: sampleFacts(differing),
  };
  const agent = { kind: 'agent', subject: 'olga' } as const;
  const service = { kind: 'service', subject: 'due-process' } as const;
  const commits: Commit[] = [];
  const live = (set: Partial<Draft>, told: Told) => {
    const before: DemandRecord | undefined = commits.at(-1)?.record;
    commits.push(commitOf({ ...(before ?? draft), ...set }, told, AT, before));
  };
  live({}, { action: 'demand.filed', actor: agent, detail: {} });
  live(
    { withdrawnAt: AT },
    { action: 'demand.withdrawn', actor: agent, detail: {}, parts: [created(WITHDRAWAL(), { at: AT })] },
  );
  live(
    { conclusion: 'withdrawn', facts: sampleFacts({ ...differing, outcome: 'withdrawn' }) },
    { action: 'demand.closed', actor: service, detail: { conclusion: 'withdrawn' } },
  );
  return commits;
}
