import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { isCalledOff } from '../ledger/objections.ts';
import { created, replaced } from '../ledger/part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { PACKING, type PackingPart } from '../ledger/parts/packing.part.ts';
import { checkHarvestStep } from '../retrieval/check-harvest.ts';
import { sumSetAside } from '../retrieval/set-aside-counts.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import { instant } from '../shared/moment.schema.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { type PartlyOutput, StepInput } from '../workflow/step.schema.ts';
import { completePackage } from './complete-package.ts';
import { custodyOf } from './custody.ts';
import { contentHash, countsOf, type FoundParts, foundOf, readFound } from './found.ts';
import { HarvestChanged } from './harvest-changed.ts';
import { type PackDeps, type Packed, pack, softwareOf } from './pack.ts';
import type { PackageDocument } from './package-document.ts';
import { NoSuchUpload } from './package-store.ts';
import type { Provider } from './predicate.schema.ts';
import { requirePackable } from './require-packable.ts';

export type SealDeps = LedgerDeps &
  PackDeps & {
    provider: Provider;
    /** Of this software. */
    version: string;
    /** What stands in a package beside its records. */
    documents: readonly PackageDocument[];
  };

/**
 * Packs, signs and locks what was found and checked. The intent is in the ledger before anything is signed; every
 * run makes the same bytes, so that a run that was cut off anywhere is simply run again.
 * @returns `left` where the package is large, and another call goes on with it
 */
export async function seal({ demandId, round }: StepInput, deps: SealDeps): Promise<PartlyOutput> {
  const result = { demandId, round };
  const step = { demandId, step: `seal#${round}`, output: StepInput, ifWithdrawn: result };
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  const before = await deps.store.part(demandId, PACKING(round));
  if (isCalledOff(record)) {
    if (before) await deps.packages.giveUp(before);
    return result;
  }
  if (await stepResult(deps.store, step)) return result;
  const checked = { demandId, step: checkHarvestStep(round), output: StepInput };
  if (!(await stepResult(deps.store, checked))) throw new InconsistentState('a harvest that was not checked');
  const found = await readFound(record, round, deps.store);
  requirePackable(found);
  const sealedAt = await announce(found, deps);
  if (sealedAt === null) return result;
  const packed = await packOn(found, before, deps).catch((error: unknown) =>
    tellChanged(error, result, deps),
  );
  if ('packing' in packed) {
    await tellPacking(found, { before, packing: packed.packing }, deps);
    return { ...result, left: true };
  }
  const part: DisclosurePart = {
    round,
    sealedAt,
    ...packed.stored,
    counts: countsOf(found.harvests),
    found: foundOf(found.harvests),
    setAside: sumSetAside(found.harvests.map(({ setAside }) => setAside)),
  };
  return runStep(deps, step, () => ({
    set: { packageSha256: part.sha256 },
    action: 'disclosure.sealed',
    actor: SERVICE,
    detail: {
      round,
      packageSha256: part.sha256,
      manifestSha256: part.manifestSha256,
      size: part.size,
      counts: part.counts,
      setAside: part.setAside,
      noted: part.noted,
      keyId: part.keyId,
    },
    parts: [created(DISCLOSURE(), part)],
    result,
  }));
}

/** Goes on with a packing of what was found; one of something else, or whose upload is gone, is begun anew. */
async function packOn(found: FoundParts, before: PackingPart | undefined, deps: SealDeps): Promise<Packed> {
  const hash = contentHash(found);
  const making = await makingOf(found, deps);
  const isSame = before?.contentHash === hash && before.software === softwareOf(making);
  const anew = async () => {
    if (before) await deps.packages.giveUp(before);
    return pack(found, { packing: undefined, contentHash: hash }, making, deps);
  };
  if (!before || !isSame) return anew();
  try {
    if (!before.signed) return await pack(found, { packing: before, contentHash: hash }, making, deps);
    const signed = { ...before, signed: before.signed };
    return { stored: await completePackage(found.record.id, signed, deps) };
  } catch (error) {
    if (!(error instanceof NoSuchUpload)) throw error;
    return anew();
  }
}

async function makingOf(found: FoundParts, { store, signer, provider, version, documents }: SealDeps) {
  const events = await store.events(found.record.id);
  const origin = {
    provider,
    software: { name: 'due-process', version },
    ...custodyOf(events, found.round, found.harvests),
  };
  return { origin, publicKeyPem: await signer.publicKeyPem(), documents };
}

/** Tells the ledger how far a large package is. What another run told meanwhile stands, and what nobody is told of goes. */
async function tellPacking(
  { record, round, harvests }: FoundParts,
  { before, packing }: { before: PackingPart | undefined; packing: PackingPart },
  deps: SealDeps,
): Promise<void> {
  const { files, bytes, lists, signed } = packing;
  const of = harvests.reduce((sum, { blobs }) => sum + blobs.bytes, 0);
  const standing = await changeDemand(deps, record.id, async (now) => {
    if (isCalledOff(now)) return { unchanged: undefined };
    const told = await deps.store.part(record.id, PACKING(round));
    if (told?.lists.join() !== before?.lists.join()) return { unchanged: told };
    return {
      set: {},
      action: 'disclosure.packing',
      actor: SERVICE,
      detail: { round, part: lists.length, files, bytes, ofRecords: of, ...(signed ? { signed: true } : {}) },
      parts: [told ? replaced(PACKING(round), packing, told) : created(PACKING(round), packing)],
      result: packing,
    };
  });
  logInfo('PART_DONE', { demandId: record.id, step: 'sealing', part: lists.length, bytes, records: of });
  if (standing?.uploadId !== packing.uploadId) await deps.packages.giveUp(packing);
}

/** What stopped it is in the ledger before it stops: which grant, by which rule, of which record the hash of its id. */
async function tellChanged(error: unknown, { demandId, round }: StepInput, deps: SealDeps): Promise<never> {
  if (!(error instanceof HarvestChanged)) throw error;
  const { grant, violation, recordIdSha256 } = error;
  await changeDemand(deps, demandId, () => ({
    set: {},
    action: 'disclosure.refused',
    actor: SERVICE,
    detail: { round, grant, rule: violation, ...(recordIdSha256 ? { recordIdSha256 } : {}) },
    result: undefined,
  }));
  throw error;
}

/** Tells the ledger what is about to be sealed. Its instant is the package's own; null once withdrawn. */
function announce(found: FoundParts, deps: SealDeps): Promise<string | null> {
  const { record, round, harvests } = found;
  const output = z.nullable(instant);
  const step = {
    demandId: record.id,
    step: `announce-seal#${round}`,
    output,
    seen: record,
    ifWithdrawn: null,
  };
  return runStep(deps, step, (_, at) => ({
    set: {},
    action: 'disclosure.sealing',
    actor: SERVICE,
    detail: { round, contentHash: contentHash(found), counts: countsOf(harvests) },
    result: at,
  }));
}
