import { actorOf } from '../ledger/actor-of.ts';
import { type Change, changeDemand } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import { availablePackage, type HandOverDeps, ownDemand } from './available-package.ts';
import { type EncryptedPackages, MOST_ENCRYPTED } from './encrypted-packages.ts';
import type { PackageLink } from './package-store.ts';
import { hashOf, receiptOf, releasesOf } from './receipts.ts';

/** Long enough to follow a redirection, and for nothing else. What was begun in it goes on to its end. */
export const LINK_SECONDS = 20;

export type FetchDisclosureDeps = HandOverDeps & {
  links: PackageLink;
  encrypted: EncryptedPackages;
  /** How often a package is handed over. */
  maxFetches: number;
};

/**
 * Hands over the package of a demand of the agent's own authority: where a redirection leads, for seconds. Each time is in
 * the ledger before, under a number of its own, and is allowed as the demand and the register stand at that moment.
 * To an authority whose entry has keys at this moment it goes as a copy that is encrypted to them, and in no other form.
 * @throws Problem 403, 404, 409, 410
 */
export async function fetchDisclosure(
  demandId: string,
  principal: Principal<'agent'>,
  deps: FetchDisclosureDeps,
): Promise<string> {
  const { record: seen, authority } = await ownDemand(demandId, principal, deps);
  const recipients = authority.encryptTo;
  const handedOver = await changeDemand<HandedOver>(deps, seen, async (record, at) => {
    const found = await availablePackage(record, principal, deps);
    if (recipients && found.size > MOST_ENCRYPTED)
      throw problem('too_large_to_encrypt', { mebibytes: MOST_ENCRYPTED / 1024 ** 2 });
    const fetch = (await fetchesOf(record, deps)) + 1;
    if (fetch > deps.maxFetches) throw problem('too_many_fetches', { max: deps.maxFetches });
    const handed = { fetch, fetchedBy: principal.subject, fetchedAt: at };
    const receipt = receiptOf(demandId, found, await releasesOf(record, found, deps.store), handed);
    const change: Change<HandedOver> = {
      set: { fetches: fetch },
      action: 'disclosure.fetched',
      actor: actorOf(principal),
      detail: {
        packageSha256: found.sha256,
        expiresIn: LINK_SECONDS,
        fetch,
        receiptSha256: hashOf(receipt),
        ...(recipients ? { encryptedTo: recipients.map(fingerprintOf) } : {}),
      },
      result: { ...found, fetch },
    };
    return change;
  });
  const name = `disclosure-${demandId}.zip`;
  if (!recipients) return deps.links.link(handedOver, name, LINK_SECONDS);
  const copy = await deps.encrypted.encrypt(handedOver, recipients);
  return deps.links.link(copy, `${name}.age`, LINK_SECONDS);
}

type HandedOver = DisclosurePart & { fetch: number };

/** Of a recipient: what the ledger has of it. */
export const fingerprintOf = (recipient: string): string => sha256Hex(recipient);

/** How often it was; earlier releases left no number, only an event each time. */
async function fetchesOf({ id, fetches }: DemandRecord, { store }: HandOverDeps): Promise<number> {
  if (fetches !== undefined) return fetches;
  return (await store.events(id)).filter(({ action }) => action === 'disclosure.fetched').length;
}
