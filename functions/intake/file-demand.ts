import { createHash } from 'node:crypto';
import type { Authority } from '../authorities/authority.schema.ts';
import type { AuthorityRegister } from '../authorities/authority-register.ts';
import { registeredOf, requireStanding } from '../authorities/standing.ts';
import { commitOfChange } from '../ledger/change-demand.ts';
import { commitOf, type Told } from '../ledger/commit-of.ts';
import type { Commit, DemandStore } from '../ledger/demand.store.ts';
import { compartmentOf, isDemandId, newDemandId } from '../ledger/demand-id.ts';
import type { DemandRecord, DocumentPin, Draft } from '../ledger/demand-record.schema.ts';
import type { Facts } from '../ledger/facts.schema.ts';
import type { FilingStore } from '../ledger/filing.store.ts';
import { hasEnded } from '../ledger/has-ended.ts';
import type { IdempotencyRecord } from '../ledger/idempotency.schema.ts';
import { DEBT } from '../ledger/parts/debt.part.ts';
import { paysFor } from '../ledger/pays-for.ts';
import { withSession } from '../ledger/sessions.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import type { Clock } from '../shared/clock.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { StoreBusy } from '../shared/faults.ts';
import { logError, logInfo } from '../shared/logger.ts';
import { personOf } from '../shared/person.ts';
import { notFound, notTheirs, problem } from '../shared/problem.ts';
import { asReceived, checkFiling } from '../validity/filing-checks.ts';
import type { FilingLaw } from '../validity/known-law.ts';
import type { ExecutionStarter } from '../workflow/executions.ts';
import { type LaneDeps, mayStart } from '../workflow/lane.ts';
import { replacedByOther, takenBack } from '../workflow/take-back.ts';
import { checkDocuments } from './check-documents.ts';
import type { DocumentStore } from './document.store.ts';
import { factsOfFiling } from './facts-of-filing.ts';
import { IDEMPOTENCY_KEY } from './file-demand.route.ts';
import { type FilingSignature, requireFresh, SIGNATURE_MINUTES, verifyFiling } from './filing-signature.ts';
import type { NonceStore } from './nonce.store.ts';

export type FileDemandInput = {
  demand: Demand;
  /** Id of the demand of the same authority whose place it takes. */
  supersedes?: string | undefined;
  /** Id of the emergency of the same authority that it is the legal process for. */
  pays?: string | undefined;
  /** The header `Filing-Signature`, where there is one, and the bytes that it is over. */
  signed?: { signature: string; body: Uint8Array } | undefined;
  idempotencyKey: string | undefined;
  authorityId: string;
  subject: string;
  account?: string | undefined;
  session?: string | undefined;
};

export type FileDemandDeps = {
  authorities: AuthorityRegister;
  nonces: NonceStore;
  store: DemandStore;
  filings: FilingStore;
  documents: DocumentStore;
  executions: ExecutionStarter;
  lane: LaneDeps;
  law: FilingLaw;
  clock: Clock;
};

export type Filed = { id: string; status: 'filed'; filedAt: string };

const KEY_DAYS = 90;
/** How often a filing is tried while the demand that it supersedes keeps changing. */
const ATTEMPTS = 12;
/** A `jti` is remembered for longer than any signature with it is fresh, whichever of two clocks is ahead. */
const NONCE_SECONDS = 4 * SIGNATURE_MINUTES * 60;

/** Who files, as the register knows it, and the signature, where there is one. */
type Filer = { authority: RegisteredAuthority; signature: FilingSignature | undefined };

/**
 * Takes a demand in, once per key: the same key with the same body gives the same answer; with another body it is
 * refused. The answer says nothing about accounts; nobody has looked for them yet.
 */
export async function fileDemand(input: FileDemandInput, deps: FileDemandDeps): Promise<Filed> {
  const entry = await requireStanding(input, deps);
  if (!input.idempotencyKey || !IDEMPOTENCY_KEY.test(input.idempotencyKey))
    throw problem('idempotency_key_missing');
  const keyHash = sha256Hex(input.idempotencyKey);
  const { supersedes, pays } = input;
  const requestHash = sha256Hex(
    canonicalJson({ ...input.demand, ...(supersedes ? { supersedes } : {}), ...(pays ? { pays } : {}) }),
  );
  const now = deps.clock();
  const signature = await signatureOf(input, entry, now);
  const earlier = await deps.filings.readKey(input.authorityId, keyHash);
  if (earlier) return replay(earlier, requestHash);
  if (signature) requireFresh(signature, now);
  checkFiling(input.demand, deps.law, now);
  const documents = await checkDocuments(input.demand.documents ?? [], input.authorityId, deps.documents);
  if (signature) await useOnce(signature, { input, keyHash, now }, deps);
  const series = deps.law.seriesOf(input.demand.instrument);
  const wanted = newDemandId(now, series === 'national-security' ? 'cleared' : 'open');
  if (pays !== undefined) await requireDebt(pays, wanted, input, deps);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Read before the key: where this very filing took its place meanwhile, the key is there by then.
    const old = supersedes === undefined ? undefined : await readOther(supersedes, wanted, input, deps);
    const winner = attempt === 0 && !old ? undefined : await deps.filings.readKey(input.authorityId, keyHash);
    if (winner) return replay(winner, requestHash);
    const { id, takesBack } = old ? await supersede(old, { wanted, input, now }, deps) : { id: wanted };
    const commit = firstCommit(
      { ...input, id, series, documents },
      { authority: registeredOf(entry), signature },
      { now, law: deps.law },
    );
    const { filedAt } = commit.record;
    const key = { authorityId: input.authorityId, keyHash, requestHash, demandId: id, filedAt };
    const expiresAt = Math.floor(now.getTime() / 1000) + KEY_DAYS * 86_400;
    const outcome = await deps.filings.file(commit, { ...key, expiresAt }, takesBack);
    if (outcome === 'conflict') continue;
    await start(commit.record, deps);
    return { id, status: 'filed', filedAt };
  }
  throw new StoreBusy('others hold the key or the demand that it supersedes');
}

/** @throws Problem 401 for a bad signature, and for none where there must be one */
async function signatureOf(
  { signed }: FileDemandInput,
  { keys, mustSign }: Authority,
  now: Date,
): Promise<FilingSignature | undefined> {
  if (signed) return verifyFiling(signed.signature, signed.body, { keys, now });
  if (mustSign) throw problem('signature_required');
  return undefined;
}

/**
 * Another demand of the same authority and compartment, which the filing names.
 * @throws Problem 404
 */
async function readOther(
  other: string,
  wanted: string,
  { authorityId }: Pick<FileDemandInput, 'authorityId'>,
  { store }: Pick<FileDemandDeps, 'store'>,
): Promise<DemandRecord> {
  const found = isDemandId(other) ? await store.read(other) : undefined;
  if (!found || compartmentOf(other) !== compartmentOf(wanted)) throw notFound();
  if (found.authorityId !== authorityId) throw notTheirs();
  return found;
}

type Taking = { wanted: string; input: FileDemandInput; now: Date };

/**
 * The change that takes back the demand whose place another takes, and the id of that one. One that has ended stays as it is, but
 * that no third takes its place. An earlier release took it back in a transaction of its own: where a crash came between
 * both, the id that it names is still free, and this filing takes it.
 * @throws Problem 409
 */
async function supersede(
  old: DemandRecord,
  { wanted, input: { subject }, now }: Taking,
  { store }: Pick<FileDemandDeps, 'store'>,
): Promise<{ id: string; takesBack?: Commit }> {
  const { supersededBy } = old;
  if (supersededBy !== undefined) {
    if (await store.read(supersededBy)) throw problem('superseded_already', { by: supersededBy });
    return { id: supersededBy };
  }
  const at = now.toISOString();
  const by = { actor: { kind: 'agent' as const, subject }, supersededBy: wanted };
  const change = hasEnded(old) ? replacedByOther(by) : takenBack(old, { ...by, at });
  return { id: wanted, takesBack: commitOfChange(old, change, at) };
}

/** Papers of these give nobody the data: what they would pay with is no legal process. */
const NO_PROCESS: readonly Facts['series'][] = ['emergency', 'preservation', 'informational'];

/**
 * Legal process for an emergency is refused at the door where it could not be: its authority sees what it owes. That it pays is
 * for people to approve, and is written when its package is delivered.
 * @throws Problem 404, 409, 422
 */
async function requireDebt(
  emergency: string,
  id: string,
  { demand, authorityId }: FileDemandInput,
  { store, law }: FileDemandDeps,
): Promise<void> {
  const owed = await readOther(emergency, id, { authorityId }, { store });
  const debt = await store.part(emergency, DEBT());
  if (debt?.state !== 'owed') throw problem('no_debt');
  if (NO_PROCESS.includes(law.seriesOf(demand.instrument))) throw problem('pays_without_process');
  const process = { targets: demand.targets, items: demand.data };
  if (!paysFor(debt, owed.demand, process, law)) throw problem('pays_too_little');
}

type Use = { input: FileDemandInput; keyHash: string; now: Date };

/** The same request may use its `jti` again: it was cut off before its answer was stored. */
async function useOnce({ jti }: FilingSignature, { input, keyHash, now }: Use, deps: FileDemandDeps) {
  const used = await deps.nonces.use({
    authorityId: input.authorityId,
    jtiHash: sha256Hex(jti),
    usedFor: createHash('sha256')
      .update(keyHash)
      .update(input.signed?.body ?? '')
      .digest('hex'),
    expiresAt: Math.floor(now.getTime() / 1000) + NONCE_SECONDS,
  });
  if (used === 'used') throw problem('signature_replayed');
}

function replay(earlier: IdempotencyRecord, requestHash: string): Filed {
  if (earlier.requestHash !== requestHash) throw problem('idempotency_key_reused');
  return { id: earlier.demandId, status: 'filed', filedAt: earlier.filedAt };
}

function firstCommit(
  input: FileDemandInput & { id: string; series: Facts['series']; documents: readonly DocumentPin[] },
  filer: Filer,
  { now, law }: { now: Date; law: FilingLaw },
): Commit {
  const { authority, signature } = filer;
  const filedAt = now.toISOString();
  const { id, series, supersedes, pays } = input;
  const demand = asReceived(input.demand, filedAt);
  const facts = factsOfFiling({ demand, series, authorityId: input.authorityId, authority }, filedAt, law);
  const draft: Draft = {
    id,
    round: 1,
    authorityId: input.authorityId,
    authority,
    filedBy: input.subject,
    ...withSession({}, { person: personOf(input.subject), session: input.session }),
    ...(signature ? { signedWith: signature.kid } : {}),
    filedAt,
    demand,
    ...(supersedes ? { supersedes } : {}),
    ...(pays ? { pays } : {}),
    ...(input.documents.length > 0 ? { documents: [...input.documents] } : {}),
    facts,
  };
  const told: Told = {
    action: 'demand.filed',
    actor: { kind: 'agent', subject: input.subject },
    detail: {
      instrument: demand.instrument,
      demandHash: sha256Hex(canonicalJson(demand)),
      ...(supersedes ? { supersedes } : {}),
      ...(pays ? { pays } : {}),
      documents: (demand.documents ?? []).map(({ sha256 }) => sha256),
      ...(input.documents.length > 0
        ? { documentVersions: Object.fromEntries(input.documents.map((pin) => [pin.sha256, pin.versionId])) }
        : {}),
      ...(signature ? { signedWith: signature.kid } : {}),
    },
  };
  return commitOf(draft, told, filedAt);
}

/**
 * The demand is safe in the table by now: an execution that cannot start, or has to let others go first, is the sweep's to
 * start, not the agent's.
 */
async function start(record: Commit['record'], deps: FileDemandDeps): Promise<void> {
  const demandId = record.id;
  try {
    if (!(await mayStart(record, deps.lane))) {
      logInfo('START_LEFT', { demandId });
      return;
    }
    await deps.executions.start(demandId);
    logInfo('EXECUTION_STARTED', { demandId });
  } catch (error) {
    logError('EXECUTION_NOT_STARTED', error, { demandId });
  }
}
