import * as z from 'zod/mini';
import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { DISCLOSURE, type DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { checkHarvestStep } from '../retrieval/check-harvest.ts';
import type { HarvestStores } from '../retrieval/harvest-bytes.ts';
import { sumSetAside } from '../retrieval/set-aside-counts.ts';
import { InconsistentState } from '../shared/faults.ts';
import { instant } from '../shared/moment.schema.ts';
import { runStep, stepResult } from '../workflow/run-step.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { buildPackage } from './build-package.ts';
import { custodyOf } from './custody.ts';
import { contentHash, countsOf, type FoundParts, readFound } from './found.ts';
import { HarvestChanged } from './harvest-changed.ts';
import type { PackageDocument } from './package-document.ts';
import type { PackageStore } from './package-store.ts';
import type { Provider } from './predicate.schema.ts';
import type { Signer } from './signer.ts';
import { storePackage } from './store-package.ts';

export type SealDeps = LedgerDeps &
  HarvestStores & {
    packages: PackageStore;
    signer: Signer;
    provider: Provider;
    /** Of this software. */
    version: string;
    /** What stands in a package beside its records. */
    documents: readonly PackageDocument[];
  };

/**
 * Packs, signs and locks what was found and checked. The intent is in the ledger before anything is signed; every
 * run makes the same bytes, so that a run that was cut off anywhere is simply run again.
 */
export async function seal({ demandId, round }: StepInput, deps: SealDeps): Promise<StepInput> {
  const result = { demandId, round };
  const step = { demandId, step: `seal#${round}`, output: StepInput, ifWithdrawn: result };
  const record = await deps.store.read(demandId);
  if (!record) throw new InconsistentState('no such demand');
  if (record.withdrawnAt || (await stepResult(deps.store, step))) return result;
  const checked = { demandId, step: checkHarvestStep(round), output: StepInput };
  if (!(await stepResult(deps.store, checked))) throw new InconsistentState('a harvest that was not checked');
  const found = await readFound(record, round, deps.store);
  if ((await announce(found, deps)) === null) return result;
  const part = await pack(found, deps).catch((error: unknown) => tellChanged(error, result, deps));
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
  const step = { demandId: record.id, step: `announce-seal#${round}`, output, ifWithdrawn: null };
  return runStep(deps, step, (_, at) => ({
    set: {},
    action: 'disclosure.sealing',
    actor: SERVICE,
    detail: { round, contentHash: contentHash(found), counts: countsOf(harvests) },
    result: at,
  }));
}

async function pack(found: FoundParts, deps: SealDeps): Promise<DisclosurePart> {
  const { signer, provider, version, documents } = deps;
  const events = await deps.store.events(found.record.id);
  const { sealedAt, ...custody } = custodyOf(events, found.round, found.harvests);
  const origin = { provider, software: { name: 'due-process', version }, sealedAt, ...custody };
  const publicKeyPem = await signer.publicKeyPem();
  const unsigned = await buildPackage(found, { origin, publicKeyPem, documents }, deps);
  try {
    // The statement names every byte, so that what a release with other tables or another key wrote is in nobody's way.
    const key = `${found.record.id}/${found.round}/${unsigned.statementSha256}.zip`;
    const stored = await storePackage(key, unsigned, { ...deps, publicKeyPem });
    return {
      round: found.round,
      sealedAt,
      key,
      ...stored,
      manifestSha256: unsigned.statementSha256,
      keyId: signer.keyId,
      counts: countsOf(found.harvests),
      setAside: sumSetAside(found.harvests.map(({ setAside }) => setAside)),
      noted: unsigned.noted,
    };
  } finally {
    await unsigned.discard();
  }
}
