import { commitOf, type Told } from '../ledger/commit-of.ts';
import type { Commit } from '../ledger/demand.store.ts';
import { newDemandId } from '../ledger/demand-id.ts';
import type { Draft } from '../ledger/demand-record.schema.ts';
import type { Facts } from '../ledger/facts.schema.ts';
import type { IdempotencyRecord } from '../ledger/idempotency.schema.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { Clock } from '../shared/clock.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { StoreBusy } from '../shared/faults.ts';
import { fault } from '../shared/field-faults.ts';
import { logError, logInfo } from '../shared/logger.ts';
import { problem, problemOfFaults } from '../shared/problem.ts';
import { asReceived, checkFiling, type KnownLaw } from '../validity/filing-checks.ts';
import type { ExecutionStarter } from '../workflow/executions.ts';
import type { DocumentStore } from './document.store.ts';
import { IDEMPOTENCY_KEY } from './file-demand.route.ts';
import type { FilingStore } from './filing.store.ts';

export type FileDemandInput = {
  demand: Demand;
  idempotencyKey: string | undefined;
  authorityId: string;
  subject: string;
};

export type FileDemandDeps = {
  filings: FilingStore;
  documents: DocumentStore;
  executions: ExecutionStarter;
  law: KnownLaw & { seriesOf(instrument: string): Facts['series'] };
  clock: Clock;
};

export type Filed = { id: string; status: 'filed'; filedAt: string };

/** Most bytes that all documents of a demand have together: each is read and hashed while its agent waits. */
export const MAX_DOCUMENTS_BYTES = 250 * 1024 * 1024;
const KEY_DAYS = 90;
/** After this the sweep takes a demand whose execution did not start for one that a crash left behind. */
const START_GRACE_MS = 30_000;

/**
 * Takes a demand in, once per key: the same key with the same body gives the same answer; with another body it is
 * refused. The answer says nothing about accounts; nobody has looked for them yet.
 */
export async function fileDemand(input: FileDemandInput, deps: FileDemandDeps): Promise<Filed> {
  if (!input.idempotencyKey || !IDEMPOTENCY_KEY.test(input.idempotencyKey))
    throw problem('idempotency_key_missing');
  const keyHash = sha256Hex(input.idempotencyKey);
  const requestHash = sha256Hex(canonicalJson(input.demand));
  const earlier = await deps.filings.readKey(input.authorityId, keyHash);
  if (earlier) return replay(earlier, requestHash);
  const now = deps.clock();
  checkFiling(input.demand, deps.law, now);
  await checkDocuments(input, deps);
  const commit = firstCommit(input, deps, now);
  const { id, filedAt } = commit.record;
  const outcome = await deps.filings.file(commit, {
    authorityId: input.authorityId,
    keyHash,
    requestHash,
    demandId: id,
    filedAt,
    expiresAt: Math.floor(now.getTime() / 1000) + KEY_DAYS * 86_400,
  });
  if (outcome === 'conflict') {
    const winner = await deps.filings.readKey(input.authorityId, keyHash);
    if (!winner) throw new StoreBusy('another request holds the key');
    return replay(winner, requestHash);
  }
  await start(id, deps);
  return { id, status: 'filed', filedAt };
}

function replay(earlier: IdempotencyRecord, requestHash: string): Filed {
  if (earlier.requestHash !== requestHash) throw problem('idempotency_key_reused');
  return { id: earlier.demandId, status: 'filed', filedAt: earlier.filedAt };
}

async function checkDocuments({ demand, authorityId }: FileDemandInput, deps: FileDemandDeps): Promise<void> {
  const [sound, total] = [new Set<string>(), { size: 0 }];
  for (const [index, { sha256 }] of (demand.documents ?? []).entries()) {
    if (sound.has(sha256)) continue;
    const stored = await deps.documents.digestOf(authorityId, sha256);
    if (stored?.sha256 !== sha256) {
      const code = stored === undefined ? 'document_missing' : 'document_altered';
      throw problemOfFaults(code, [fault(`/documents/${index}/sha256`, code)]);
    }
    sound.add(sha256);
    total.size += stored.size;
    if (total.size > MAX_DOCUMENTS_BYTES)
      throw problem('documents_too_large', { max: MAX_DOCUMENTS_BYTES / 1024 / 1024 });
  }
}

function firstCommit(input: FileDemandInput, deps: FileDemandDeps, now: Date): Commit {
  const filedAt = now.toISOString();
  const id = newDemandId(now);
  const demand = asReceived(input.demand, filedAt);
  const facts: Facts = {
    receivedAt: filedAt,
    country: demand.authority.country,
    level: demand.authority.level,
    authorityKind: demand.authority.kind,
    instrument: demand.instrument,
    series: deps.law.seriesOf(demand.instrument),
    identifiers: demand.targets.length,
    accounts: 0,
    enterprise: false,
    outcome: 'pending',
    narrowed: false,
    secrecy: false,
    notice: 'none',
  };
  const draft: Draft = {
    id,
    round: 1,
    authorityId: input.authorityId,
    filedBy: input.subject,
    filedAt,
    demand,
    facts,
    dueKind: 'start',
    dueAt: new Date(now.getTime() + START_GRACE_MS).toISOString(),
  };
  const told: Told = {
    action: 'demand.filed',
    actor: { kind: 'agent', subject: input.subject },
    detail: {
      instrument: demand.instrument,
      demandHash: sha256Hex(canonicalJson(demand)),
      documents: (demand.documents ?? []).map(({ sha256 }) => sha256),
    },
  };
  return commitOf(draft, told, filedAt);
}

/** The demand is safe in the table by now: an execution that cannot start is the sweep's to start, not the agent's. */
async function start(demandId: string, deps: FileDemandDeps): Promise<void> {
  try {
    await deps.executions.start(demandId);
    logInfo('EXECUTION_STARTED', { demandId });
  } catch (error) {
    logError('EXECUTION_NOT_STARTED', error, { demandId });
  }
}
