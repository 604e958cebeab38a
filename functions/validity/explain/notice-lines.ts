import type { Notice } from '../../shared/determination.schema.ts';
import { momentText } from '../words/moment-text.ts';
import { cited, type Explained, isSecrecy } from './explained.ts';

const BOUND: readonly Notice['regime'][] = ['delay', 'prohibited', 'hold'];

/** Who is told and when, what the paper's words on secrecy are worth, and on what authority. */
export function noticeLines(given: Explained): string[] {
  const { determination } = given;
  const { findings } = determination;
  const [first, ...others] = findings.filter(isSecrecy);
  return [
    ...claimLines(given),
    first ? cited(regimeText(given), first.cite) : regimeText(given),
    ...others.map(({ explanation }) => explanation),
  ];
}

/** What the paper says of secrecy, where that does not bind us. */
function claimLines({ demand, determination, rulebook, page }: Explained): string[] {
  const { notice, findings } = determination;
  if (!demand.secrecy || BOUND.includes(notice.regime)) return [];
  const { ended } = rulebook.principles.secrecy;
  if (findings.some((finding) => isSecrecy(finding) && finding.explanation === ended))
    return ['The duty of secrecy that the paper names has ended.'];
  if (page?.notice.fixed)
    return ["What the paper says about secrecy does not change the instrument's own rule."];
  return [
    "The paper speaks of secrecy; that does not bind us, since only a court order or the instrument's own statute does. If telling the customer would harm the investigation, please send such an order before we answer.",
  ];
}

function regimeText({ determination: { notice, outcome } }: Explained): string {
  const isNothing = outcome === 'reject' || outcome === 'redirect';
  switch (notice.regime) {
    case 'notify':
      return isNothing
        ? 'Nothing is disclosed; were anything disclosed, the customer would be told.'
        : 'The customer will be told when the data is disclosed.';
    case 'delay':
      return `A duty of secrecy binds us. The customer will be told when it ends${
        notice.until === undefined ? '' : `, on ${momentText(notice.until)}`
      }.`;
    case 'prohibited':
      return 'A duty of secrecy without an end binds us. The customer may not be told.';
    case 'hold':
      return 'Nobody is told while it is settled whether a duty of secrecy binds us.';
    case 'authority':
      return 'The issuing authority informs the customer; we do not.';
    case 'none':
      return 'Nothing is disclosed, so there is nothing to tell the customer.';
  }
}
