import { disclosureEntry, receiptEntry } from '../ledger/log-entry.ts';
import { TIMESTAMP } from '../ledger/parts/timestamp.part.ts';
import type { Proofs } from '../log/proofs.ts';
import type { Principal } from '../shared/principal.ts';
import { availablePackage, type HandOverDeps, ownDemand } from './available-package.ts';
import type { DescribedDisclosure } from './read-disclosure.route.ts';
import { handedOver, hashOf, receiptOf, releasesOf } from './receipts.ts';
import { volumesOf } from './volumes.ts';

/** `proofs`: of the log of this compartment, where it has one. */
export type ReadDisclosureDeps = HandOverDeps & { proofs?: Proofs | undefined };

/** What a package is, and the receipt of the last time that it was handed over. Nothing is handed over by it. */
export async function readDisclosure(
  demandId: string,
  principal: Principal<'agent'>,
  deps: ReadDisclosureDeps,
): Promise<DescribedDisclosure> {
  const { record, authority } = await ownDemand(demandId, principal, deps);
  const part = await availablePackage(record, principal, deps);
  const { sha256, size, sealedAt } = part;
  const [events, releases, proof, stamp] = await Promise.all([
    deps.store.events(demandId),
    releasesOf(record, part, deps.store),
    deps.proofs?.of(disclosureEntry(demandId, sha256)),
    deps.store.part(demandId, TIMESTAMP()),
  ]);
  const last = handedOver(events).at(-1);
  const timestamp = stamp && { at: stamp.at, response: stamp.response };
  const described = {
    sha256,
    size,
    sealedAt,
    ...(proof ? { proof } : {}),
    ...(timestamp ? { timestamp } : {}),
    ...(authority.encryptTo ? { encryptTo: authority.encryptTo, volumes: volumesOf(part).length } : {}),
  };
  if (!last) return described;
  const { receiptSha256, ...handed } = last;
  const receipt = receiptOf(demandId, part, releases, handed);
  const receiptProof = await deps.proofs?.of(receiptEntry(demandId, receiptSha256));
  return {
    ...described,
    receipt,
    receiptSha256: hashOf(receipt),
    ...(receiptProof ? { receiptProof } : {}),
  };
}
