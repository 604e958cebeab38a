import { actorOf } from '../ledger/actor-of.ts';
import { changeDemand, type LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { created, type PartWrite, replaced } from '../ledger/part.ts';
import { LOOK, type LookPart, type NOT_SHOWN } from '../ledger/parts/look.part.ts';
import { viewerOf } from '../ledger/viewer-of.ts';
import type { Principal } from '../shared/principal.ts';
import { hasPage, withPage } from './page-runs.ts';

/** One thing that somebody is about to be shown. */
export type Look =
  | { what: 'paper'; sha256: string; page: number; pages: number }
  | { what: 'paper'; sha256: string; notShown: (typeof NOT_SHOWN)[number] }
  | { what: 'accounts' | 'reach'; round: number }
  | { what: 'package'; sha256: string; sample?: Sample };

/** A file of a package, by the item that it has records of and the SHA-256 of its path, which names an account. */
export type Sample = { item: string; file: string };

/**
 * Tells the ledger of what somebody is about to be shown, before it is: once for each person and thing, and of papers for
 * each page. What the person saw before changes nothing, so that a desk which asks again and again fills no ledger.
 * @param refuse throws where a person would have seen too much by then
 */
export async function tellLooks(
  demandId: string,
  looks: readonly Look[],
  principal: Principal,
  deps: LedgerDeps,
  refuse?: (seen: LookPart) => void,
): Promise<void> {
  if (await areTold(looks, demandId, principal, deps)) return;
  await changeDemand<undefined>(deps, demandId, async (record, at) => {
    const who = { by: principal.subject, at };
    const written = await Promise.all(
      looks.map(async (look) => {
        const named = nameOf(look, who.by);
        const before = await deps.store.part(demandId, named);
        const seen = seenNow(look, record, who, before);
        if (seen) refuse?.(seen);
        return seen ? { look, part: writeOf(named, seen, before) } : undefined;
      }),
    );
    const fresh = written.filter((one) => one !== undefined);
    if (fresh.length === 0) return { unchanged: undefined };
    return {
      set: {},
      action: 'demand.looked' as const,
      actor: actorOf(principal),
      detail: { looks: fresh.map(({ look }) => look) },
      parts: fresh.map(({ part }) => part),
      result: undefined,
    };
  });
}

/** Whether all were told of before, as far as the store has read the demand: what is told is never untold. */
async function areTold(
  looks: readonly Look[],
  demandId: string,
  { subject: by }: Principal,
  { store }: LedgerDeps,
): Promise<boolean> {
  const fresh = await Promise.all(
    looks.map(async (look) =>
      seenNow(look, { round: 0 }, { by, at: '' }, await store.part(demandId, nameOf(look, by))),
    ),
  );
  return fresh.every((seen) => seen === undefined);
}

function nameOf(look: Look, by: string) {
  const of = [look.what, 'round' in look ? look.round : look.sha256, viewerOf(by)];
  return LOOK(...of, ...('sample' in look && look.sample ? ['samples'] : []));
}

const writeOf = (named: ReturnType<typeof LOOK>, seen: LookPart, before: LookPart | undefined): PartWrite =>
  before ? replaced(named, seen, before) : created(named, seen);

/** What there is to be said of a look; undefined where it was said before. */
function seenNow(
  look: Look,
  { round }: Pick<DemandRecord, 'round'>,
  who: { by: string; at: string },
  before: LookPart | undefined,
): LookPart | undefined {
  if ('notShown' in look) {
    if (before) return undefined;
    const { what, sha256, notShown } = look;
    return { what, ...who, round, sha256, notShown };
  }
  if (look.what === 'paper') {
    const { what, sha256, page, pages } = look;
    const shown = before?.shown ?? [];
    if (hasPage(shown, page)) return undefined;
    return { ...(before ?? { what, ...who, round, sha256 }), shown: withPage(shown, page), pages };
  }
  if (look.what === 'package' && look.sample) {
    const { what, sha256, sample } = look;
    const { samples = [] } = before ?? {};
    if (samples.some(({ file }) => file === sample.file)) return undefined;
    return { ...(before ?? { what, ...who, round, sha256 }), samples: [...samples, sample] };
  }
  if (before) return undefined;
  if ('round' in look) return { what: look.what, ...who, round: look.round };
  return { what: look.what, ...who, round, sha256: look.sha256 };
}
