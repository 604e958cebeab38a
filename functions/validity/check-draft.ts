import type { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination, Finding } from '../shared/determination.schema.ts';
import { decide } from './decide/decide.ts';
import type { Rulebook } from './decide/rulebook.ts';
import { asReceived, checkFiling, type KnownLaw } from './filing-checks.ts';

export type DraftAnswer = {
  outcome: Determination['outcome'];
  /** Findings that stand between the draft and what it asks for. */
  missing: Finding[];
  determination: Determination;
};

const STANDS: readonly Finding['outcome'][] = ['fail', 'drop', 'refer', 'hold', 'redirect', 'suspend'];

/**
 * The answer to a draft: what its paper lacks, where it could be filed at all.
 * @throws Problem 422 with the faults that filing it would name
 */
export function answerDraft(
  draft: Demand,
  { law, ...deps }: { rulebook: Rulebook; law: KnownLaw; now: Date },
): DraftAnswer {
  checkFiling(draft, law, deps.now);
  return checkDraft(asReceived(draft, deps.now.toISOString()), deps);
}

type PaperDeps = { rulebook: Rulebook; now: Date; authority?: RegisteredAuthority | undefined };

/**
 * What a draft lacks, judged by the paper alone, or with what the register says of its authority: no account is looked
 * up, and nobody's authenticity is known.
 */
export function checkDraft(demand: Demand, { rulebook, now, authority }: PaperDeps): DraftAnswer {
  const determination = decide(rulebook, demand, {
    now: now.toISOString(),
    accounts: [],
    ...(authority ? { authority } : {}),
  });
  const missing = determination.findings.filter(({ outcome }) => STANDS.includes(outcome));
  return { outcome: determination.outcome, missing, determination };
}
