import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { Because } from '../shared/because.schema.ts';
import { problem } from '../shared/problem.ts';
import { type AnswerCase, type AnswerLaw, composeAnswer } from '../validity/decide/compose-answer.ts';
import { type DeskDecision, TOLD_DECISIONS } from '../validity/pages/answers.schema.ts';
import type { Reasoned } from './reason.schema.ts';

type Said = Pick<AnswerCase, 'items' | 'due' | 'fields'>;

/**
 * The reason that is kept with a decision, with the words that who filed the demand is told by it.
 * @param decision what is decided, as the rulebook's reasons have it; undefined for what goes against nobody
 * @throws Problem where a decision that needs a reason has none, or has one of another decision
 */
export function becauseOf(
  decision: DeskDecision | undefined,
  { reason, text }: Reasoned,
  { id, demand, filedAt }: Pick<DemandRecord, 'id' | 'demand' | 'filedAt'>,
  law: AnswerLaw,
  said: Said = {},
): Because | undefined {
  if (decision === undefined) {
    if (reason !== undefined || text !== undefined) throw problem('reason_needless');
    return undefined;
  }
  const reasons = Object.keys(law.general.answers.reasons[decision]).join(', ');
  if (reason === undefined) throw problem('reason_missing', { reasons });
  if (!Object.hasOwn(law.general.answers.reasons[decision], reason))
    throw problem('reason_of_another_decision', { reasons });
  const because: Because = { reason, ...(text === undefined ? {} : { text }) };
  const told = TOLD_DECISIONS.find((one) => one === decision);
  if (!told) return because;
  return { ...because, ...composeAnswer(told, reason, { id, demand, receivedAt: filedAt, ...said }, law) };
}

/** Whether a decision that was kept has the reason that is given now. */
export const isTheSameReason = (because: Because | undefined, { reason, text }: Reasoned): boolean =>
  because?.reason === reason && because?.text === text;

type Narrowing = {
  items?: unknown;
  targets?: unknown;
  accounts?: unknown;
  period?: unknown;
  narrowing?: readonly { items?: unknown; accounts?: unknown; period?: unknown }[] | undefined;
};

/**
 * What an approval amounts to for its reasons, where so many targets proceed. That somebody chose among accounts is the
 * desk's alone: it would tell that an identifier named several.
 */
export function kindOfApproval(
  { items, targets, accounts, period, narrowing }: Narrowing,
  of: number,
): 'narrow' | 'choose' | undefined {
  if ((items ?? targets ?? period) !== undefined) return 'narrow';
  if (!narrowing) return accounts === undefined ? undefined : 'choose';
  const leavesOut = narrowing.length < of || narrowing.some((one) => (one.items ?? one.period) !== undefined);
  if (leavesOut) return 'narrow';
  return narrowing.some((one) => one.accounts !== undefined) ? 'choose' : undefined;
}
