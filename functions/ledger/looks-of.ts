import type { DemandStore } from './demand.store.ts';
import { LOOK, type LookPart } from './parts/look.part.ts';
import type { Read } from './parts/read.ts';
import { viewerOf } from './viewer-of.ts';

/** What one person has looked at of a demand, whatever else others did. */
export async function looksOf(
  demandId: string,
  subject: string,
  store: Pick<DemandStore, 'parts'>,
): Promise<LookPart[]> {
  const viewer = viewerOf(subject);
  return (await store.parts(demandId, LOOK())).filter(({ by }) => viewerOf(by) === viewer);
}

/** SHA-256 of each paper of which a page was shown, in order. */
export function openedOf(looks: readonly LookPart[]): string[] {
  const papers = looks.flatMap(({ what, sha256, shown = [] }) =>
    what === 'paper' && sha256 && shown.length > 0 ? [sha256] : [],
  );
  return [...new Set(papers)].sort();
}

/**
 * What of a demand as it stands a person had looked at when deciding on it. Papers are the same in every round; accounts
 * are those of one, and a package is one by its bytes.
 */
export function readBy(
  looks: readonly LookPart[],
  { round, packageSha256 }: { round: number; packageSha256?: string | undefined },
): Read {
  const hasRound = (what: 'accounts' | 'reach') =>
    looks.some((look) => look.what === what && look.round === round);
  return {
    papers: openedOf(looks),
    accounts: hasRound('accounts'),
    ...(hasRound('reach') ? { reach: true } : {}),
    package: looks.some(
      ({ what, sha256, samples }) =>
        what === 'package' && !samples && packageSha256 !== undefined && sha256 === packageSha256,
    ),
  };
}
