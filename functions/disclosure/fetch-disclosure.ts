import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand, type Unchanged } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, replaced } from '../ledger/part.ts';
import { COPY } from '../ledger/parts/copy.part.ts';
import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import { availablePackage, type HandOverDeps, ownDemand } from './available-package.ts';
import { type CopyMaker, type EncryptedPackages, MOST_ENCRYPTED } from './encrypted-packages.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import type { PackageLink } from './package-store.ts';
import { hashOf, receiptOf, releasesOf } from './receipts.ts';
import { begunCopy, standingCopy } from './standing-copy.ts';
import { volumeName, volumesOf } from './volumes.ts';

/** Long enough to follow a redirection, and for nothing else. What was begun in it goes on to its end. */
export const LINK_SECONDS = 20;

export type FetchDisclosureDeps = HandOverDeps & {
  links: PackageLink;
  encrypted: EncryptedPackages & CopyMaker;
  /** How often a package is handed over; of one in volumes, each. */
  maxFetches: number;
};

/** Where it is to be had; undefined while a copy of it is made. */
type Link = string | undefined;
type Stands = { key: string; versionId: string };
type Found = DisclosurePart & { fetch: number; copy?: Stands };
type Outcome = { handedOver: Found } | { copy: 'begun' | 'making' };

/**
 * Hands over the package of a demand of the agent's own authority: where a redirection leads, for seconds. Each time is in
 * the ledger before, under a number of its own, and is allowed as the demand and the register stand at that moment.
 * To an authority whose entry has keys at this moment it goes as a copy that is encrypted to them, and in no other form. That of a
 * large one is made beside, volume by volume, for who asks again.
 * @param volume from 1
 * @throws Problem 403, 404, 409, 410
 */
export async function fetchDisclosure(
  { demandId, volume = 1 }: { demandId: string; volume?: number | undefined },
  principal: Principal<'agent'>,
  deps: FetchDisclosureDeps,
): Promise<Link> {
  const { record: seen, authority } = await ownDemand(demandId, principal, deps);
  const recipients = authority.encryptTo;
  const outcome = await changeDemand<Outcome>(deps, seen, async (record, at) => {
    const found = await availablePackage(record, principal, deps);
    const volumes = recipients ? volumesOf(found).length : 1;
    if (volume > volumes) throw problem('no_such_volume', { volumes });
    const fetch = (await fetchesOf(record, deps)) + 1;
    if (fetch > deps.maxFetches * volumes) throw problem('too_many_fetches', { max: deps.maxFetches });
    const of = volumes > 1 ? { volume } : {};
    if (!recipients || (volumes === 1 && found.size <= MOST_ENCRYPTED))
      return handOver({ ...found, fetch }, record, at, of);
    const told = await deps.store.part(demandId, COPY(volume));
    const copy = standingCopy(told, found, { recipients, at });
    if (copy === 'making') return { unchanged: { copy } };
    if (copy !== 'none') return handOver({ ...found, fetch, copy }, record, at, of);
    const begun = begunCopy(found, volume, { recipients, at, seq: record.version + 1 });
    return {
      set: {},
      action: 'disclosure.encrypting',
      actor: actorOf(principal),
      detail: { packageSha256: found.sha256, volume, volumes, encryptedTo: recipients.map(fingerprintOf) },
      parts: [told ? replaced(COPY(volume), begun, told) : created(COPY(volume), begun)],
      result: { copy: 'begun' },
    };
  });
  if ('copy' in outcome) {
    if (outcome.copy === 'begun') await deps.encrypted.begin({ demandId, volume });
    return undefined;
  }
  const { handedOver } = outcome;
  if (!recipients) return deps.links.link(handedOver, `disclosure-${demandId}.zip`, LINK_SECONDS);
  const copy = handedOver.copy ?? (await deps.encrypted.encrypt(handedOver, recipients));
  const name = volumeName(demandId, volume, volumesOf(handedOver).length);
  return deps.links.link(copy, name, LINK_SECONDS);

  async function handOver(
    found: Found,
    record: DemandRecord,
    at: string,
    of: { volume?: number },
  ): Promise<Change<Outcome> | Unchanged<Outcome>> {
    const { fetch } = found;
    const handed = { fetch, fetchedBy: principal.subject, fetchedAt: at };
    const receipt = receiptOf(demandId, found, await releasesOf(record, found, deps.store), handed);
    return {
      set: { fetches: fetch },
      action: 'disclosure.fetched',
      actor: actorOf(principal),
      detail: {
        ...{ packageSha256: found.sha256, expiresIn: LINK_SECONDS, fetch, ...of },
        receiptSha256: hashOf(receipt),
        ...(recipients ? { encryptedTo: recipients.map(fingerprintOf) } : {}),
      },
      result: { handedOver: found },
    };
  }
}

/** How often it was; earlier releases left no number, only an event each time. */
async function fetchesOf({ id, fetches }: DemandRecord, { store }: HandOverDeps): Promise<number> {
  if (fetches !== undefined) return fetches;
  return (await store.events(id)).filter(({ action }) => action === 'disclosure.fetched').length;
}
