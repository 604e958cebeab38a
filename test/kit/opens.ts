import { tellLooks } from '../../functions/desk/tell-looks.ts';
import type { LedgerDeps } from '../../functions/ledger/change-demand.ts';
import type { Principal } from '../../functions/shared/principal.ts';

/** Somebody of the desk opens papers of a demand. */
export const opens = (
  id: string,
  papers: readonly { sha256: string }[],
  who: Principal,
  deps: LedgerDeps,
): Promise<void> =>
  tellLooks(
    id,
    papers.map(({ sha256 }) => ({ what: 'paper', sha256, page: 1, pages: 1 })),
    who,
    deps,
  );
