import type { Finding, Notice } from '../../shared/determination.schema.ts';
import { momentText } from '../words/moment-text.ts';
import { cited, type Explained, isBarred, isKeeping, isOpen, isOver, isSecrecy } from './explained.ts';

const BOUND: readonly Notice['regime'][] = ['delay', 'prohibited', 'hold'];

/** Who is told and when, what the paper's words on secrecy are worth, and on what authority. */
export function noticeLines(given: Explained): string[] {
  const { determination } = given;
  const { findings } = determination;
  const [first, ...others] = findings.filter(isSecrecy);
  return [
    ...claimLines(given),
    first ? cited(regimeText(given, first), first.cite) : regimeText(given),
    ...others.map(({ explanation }) => explanation),
  ];
}

/** Whether no data can leave on this decision. */
const isNothingDisclosed = (given: Explained) => isOver(given) || isBarred(given) || isKeeping(given);

/** What the paper says of secrecy, where nothing shows that it binds us. */
function claimLines(given: Explained): string[] {
  const { demand, determination, rulebook, page } = given;
  const { notice, findings } = determination;
  if (!demand.secrecy || BOUND.includes(notice.regime)) return [];
  const { ended } = rulebook.principles.secrecy;
  if (findings.some((finding) => isSecrecy(finding) && finding.explanation === ended))
    return ['The duty of secrecy that the paper names has ended.'];
  if (page?.notice.fixed)
    return [
      "What the paper says about secrecy does not change the instrument's own rule on telling the customer.",
    ];
  return [
    "The paper speaks of secrecy and shows no duty that we know to bind us: neither a court's order that does, nor one of the instrument's own statute.",
    ...(isNothingDisclosed(given)
      ? []
      : [
          "If telling the customer would harm the investigation, please send a court's order not to tell before anything is disclosed.",
        ]),
  ];
}

function regimeText(given: Explained, first?: Finding): string {
  const { regime, until } = given.determination.notice;
  const day = until === undefined ? '' : momentText(until);
  const isNothing = isNothingDisclosed(given);
  // Of a paper that has no effect, a court's order not to tell is obeyed; whether a statute's own duty binds is left alone.
  const isVoid = isOver(given) && first?.check !== 'secrecy:court-order';
  switch (regime) {
    case 'notify':
      return isNothing
        ? 'Nothing is disclosed; were anything disclosed, the customer would be told.'
        : isOpen(given)
          ? 'If data is disclosed, the customer will be told then.'
          : `The customer will be told when the data is disclosed${isTellingLookedAt(given) ? ', unless what the reviewer finds stands against it' : ''}.`;
    case 'delay':
      if (isVoid) return `Nothing is disclosed, and the customer is not told before the end of ${day}.`;
      return isNothing
        ? `A duty of secrecy binds us until ${day}. Nothing is disclosed; were anything disclosed, the customer would be told after that.`
        : `A duty of secrecy binds us. ${isOpen(given) ? 'If data is disclosed, the' : 'The'} customer will be told when it ends, on ${day}.`;
    case 'prohibited':
      return isVoid
        ? 'Nothing is disclosed, and the customer is not told.'
        : 'A duty of secrecy binds us, and no end of it is stated. The customer may not be told.';
    case 'hold':
      return 'Nobody is told while it is settled whether a duty of secrecy binds us.';
    case 'authority':
      return isNothing
        ? 'Nothing is disclosed; were anything disclosed, the issuing authority would inform the customer, and we would not.'
        : `${isOpen(given) ? 'If data is disclosed, the' : 'The'} issuing authority informs the customer; we do not.`;
    case 'none':
      return 'Nothing is disclosed, so there is nothing to tell the customer.';
  }
}

/** Whether a note has a person look at telling the customer first. */
const isTellingLookedAt = ({ determination: { findings } }: Explained) =>
  findings.some(
    (finding) =>
      finding.outcome === 'note' &&
      !isSecrecy(finding) &&
      /\b(customer is told|telling the customer)\b/.test(finding.explanation),
  );
