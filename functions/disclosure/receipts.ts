import * as z from 'zod/mini';
import type { DemandStore } from '../ledger/demand.store.ts';
import type { LedgerEvent } from '../ledger/event.schema.ts';
import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { RELEASE, type ReleasePart } from '../ledger/parts/release.part.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import type { Receipt } from './receipt.schema.ts';

type HandedOver = Pick<Receipt, 'fetch' | 'fetchedBy' | 'fetchedAt'>;
/** Events of before packages were counted have no number. */
const Told = z.object({ fetch: z.int(), receiptSha256: z.string() });

/** The releases of a package, oldest first. */
export const releasesOf = async (
  { id }: { id: string },
  { sha256 }: Pick<DisclosurePart, 'sha256'>,
  store: Pick<DemandStore, 'parts'>,
): Promise<ReleasePart[]> =>
  (await store.parts(id, RELEASE()))
    .filter(({ decision, packageSha256 }) => decision === 'release' && packageSha256 === sha256)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

export const receiptOf = (
  demandId: string,
  { sha256, size, sealedAt }: DisclosurePart,
  releases: readonly ReleasePart[],
  handed: HandedOver,
): Receipt => ({
  demandId,
  sha256,
  size,
  sealedAt,
  releases: releases.map(({ by, at }) => ({ by, at })),
  ...handed,
});

/** What the log has of a receipt. */
export const hashOf = (receipt: Receipt): string => sha256Hex(canonicalJson(receipt));

/** When the package was handed over, by each event that tells of it. */
export function handedOver(events: readonly LedgerEvent[]): (HandedOver & { receiptSha256: string })[] {
  return events.flatMap(({ action, actor, at, detail }) => {
    if (action !== 'disclosure.fetched') return [];
    const told = Told.safeParse(detail).data;
    return told ? [{ fetchedBy: actor.subject, fetchedAt: at, ...told }] : [];
  });
}
