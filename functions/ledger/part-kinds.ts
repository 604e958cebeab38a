import { UnknownPart } from '../shared/faults.ts';
import type { PartKind } from './part.ts';
import { APPROVAL_AHEAD } from './parts/approval-ahead.part.ts';
import { CALL_BACK } from './parts/call-back.part.ts';
import { CHECKING } from './parts/checking.part.ts';
import { CLARIFICATION } from './parts/clarification.part.ts';
import { CLOCK } from './parts/clock.part.ts';
import { COMMENT } from './parts/comment.part.ts';
import { COMPARING } from './parts/comparing.part.ts';
import { COPY } from './parts/copy.part.ts';
import { COPY_END } from './parts/copy-end.part.ts';
import { COUNSEL } from './parts/counsel.part.ts';
import { CUSTOMER_ANSWER } from './parts/customer-answer.part.ts';
import { DEBT } from './parts/debt.part.ts';
import { DETERMINATION } from './parts/determination.part.ts';
import { DISCLOSURE } from './parts/disclosure.part.ts';
import { FREEZE } from './parts/freeze.part.ts';
import { FROZEN } from './parts/frozen.part.ts';
import { FROZEN_END } from './parts/frozen-end.part.ts';
import { HARVEST } from './parts/harvest.part.ts';
import { LETTER } from './parts/letter.part.ts';
import { LOOK } from './parts/look.part.ts';
import { LOOK_BACK } from './parts/look-back.part.ts';
import { NOTE } from './parts/note.part.ts';
import { NOTICE } from './parts/notice.part.ts';
import { OBJECTION } from './parts/objection.part.ts';
import { PACKING } from './parts/packing.part.ts';
import { PRESERVATION } from './parts/preservation.part.ts';
import { QUESTION } from './parts/question.part.ts';
import { RELEASE } from './parts/release.part.ts';
import { RELEASE_DECISION } from './parts/release-decision.part.ts';
import { RESUMPTION } from './parts/resumption.part.ts';
import { REVIEW } from './parts/review.part.ts';
import { SCOPE } from './parts/scope.part.ts';
import { SECRECY } from './parts/secrecy.part.ts';
import { SILENCE } from './parts/silence.part.ts';
import { SILENCE_LOOK } from './parts/silence-look.part.ts';
import { STEP } from './parts/step.part.ts';
import { SUSPENSION } from './parts/suspension.part.ts';
import { TIMESTAMP } from './parts/timestamp.part.ts';
import { TOKEN } from './parts/token.part.ts';
import { WITHDRAWAL } from './parts/withdrawal.part.ts';

/** Every kind of item that stands beside a demand, but for its events. */
export const PART_KINDS: readonly PartKind<unknown>[] = [
  DETERMINATION,
  REVIEW,
  APPROVAL_AHEAD,
  SUSPENSION,
  FREEZE,
  FROZEN,
  FROZEN_END,
  COPY_END,
  SCOPE,
  HARVEST,
  COMPARING,
  CHECKING,
  PACKING,
  DISCLOSURE,
  COPY,
  TIMESTAMP,
  RELEASE,
  RELEASE_DECISION,
  NOTICE,
  LETTER,
  SECRECY,
  SILENCE,
  SILENCE_LOOK,
  PRESERVATION,
  CLARIFICATION,
  WITHDRAWAL,
  RESUMPTION,
  TOKEN,
  STEP,
  LOOK,
  CALL_BACK,
  COMMENT,
  NOTE,
  CUSTOMER_ANSWER,
  OBJECTION,
  QUESTION,
  COUNSEL,
  CLOCK,
  DEBT,
  LOOK_BACK,
];

/** The kind of part that a sort key names. @throws UnknownPart */
export function partKindOf(key: string): PartKind<unknown> {
  const kind = PART_KINDS.find(({ prefix }) =>
    prefix.endsWith('#') ? key.startsWith(prefix) : key === prefix,
  );
  if (!kind) throw new UnknownPart(`no part is called like this: ${key.split('#', 1)[0]}`);
  return kind;
}
