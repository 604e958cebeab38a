import { type Change, changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { isObjectedTo } from '../ledger/objections.ts';
import { created } from '../ledger/part.ts';
import { APPROVAL_AHEAD } from '../ledger/parts/approval-ahead.part.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../ledger/parts/review.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { type AnswerDeps, dueAnswer, tryAnswerWait } from '../workflow/answer-wait.ts';
import { openQuestions } from './open-questions.ts';

/**
 * Lets an approval that was given while the demand waited for somebody else take effect, in the round that the end of
 * the wait began; and that of who took up a demand that failed, in the round that began with it. Where the law now gives something else, a person decides again.
 */
export async function takeApprovalAhead(
  demandId: string,
  round: number,
  deps: LedgerDeps & AnswerDeps,
): Promise<void> {
  const taken = await changeDemand<string | undefined>(deps, demandId, async (record, at) => {
    if (
      record.status !== 'awaiting-review' ||
      record.round !== round ||
      record.withdrawnAt ||
      isObjectedTo(record) ||
      // Whoever asked counsel since has a question that nobody answered.
      record.atCounsel !== undefined
    )
      return { unchanged: undefined };
    const taken = await approvalFor(demandId, round, deps);
    if (!taken) return { unchanged: undefined };
    const { approval: review, authorised } = taken;
    const part = REVIEW(round);
    const change: Change<string> = {
      // The checks of the round began it as if nobody had narrowed it.
      set: {
        facts: {
          ...record.facts,
          narrowed: record.facts.narrowed || isNarrower(review, authorised, record.demand),
        },
      },
      action: 'review.took-effect',
      actor: SERVICE,
      detail: {
        round,
        approvedIn: round - 1,
        decision: review.decision,
        items: review.items,
        targets: review.targets.length,
        resolves: review.resolves,
      },
      parts: [created(part, { ...review, round, ...dueAnswer('review', at) })],
      result: part.key,
    };
    return change;
  });
  if (taken) await tryAnswerWait('review', demandId, taken, deps);
}

/** The approval of the round before, where nothing but the end of the wait, or a failure, came between and the law gives the same. */
async function approvalFor(
  demandId: string,
  round: number,
  { store }: LedgerDeps,
): Promise<{ approval: ReviewPart; authorised: Determination } | undefined> {
  if (round < 2) return undefined;
  const [approval, begun, before, now] = await Promise.all([
    store.part(demandId, APPROVAL_AHEAD(round - 1)),
    store.part(demandId, CLARIFICATION(round)),
    store.part(demandId, DETERMINATION(round - 1)),
    store.part(demandId, DETERMINATION(round)),
  ]);
  if (!approval || !(begun?.suspensionEnded || begun?.reopened) || !before || !now || now.tooManyAccounts)
    return undefined;
  const isScopeTheSame = sameScope(before.determination, now.determination);
  const isSettled =
    ['accept', 'narrow', 'refer'].includes(now.determination.outcome) &&
    openQuestions(now.determination).every((question) => approval.resolves.includes(question));
  const sameAccounts = canonicalJson(before.accounts) === canonicalJson(now.accounts);
  return isScopeTheSame && isSettled && sameAccounts
    ? { approval, authorised: now.determination }
    : undefined;
}

function isNarrower(
  { items, targets, accounts, perTarget, period }: ReviewPart,
  authorised: Determination,
  demand: Pick<Demand, 'period'>,
): boolean {
  const all = [authorised.authorised, authorised.targets, demand.period ?? null];
  if (accounts !== undefined || perTarget !== undefined) return true;
  return canonicalJson([items, targets, period ?? null]) !== canonicalJson(all);
}

const sameScope = (a: Determination, b: Determination) =>
  canonicalJson([a.authorised, a.targets]) === canonicalJson([b.authorised, b.targets]);
