import type { Secrecy } from '../shared/demand.schema.ts';
import type { Finding, Notice } from '../shared/determination.schema.ts';
import { isAfter } from './calendar.ts';
import type { Case } from './case.ts';
import { citesUnder } from './cites-under.ts';
import type { Instrument } from './instrument.ts';
import type { Effect } from './rule.schema.ts';

const BINDING: readonly Notice['regime'][] = ['delay', 'prohibited', 'hold'];

type Ruling = { notice: Notice; findings: Finding[] };
/** What the question needs; an instrument that no page knows has a notice rule too. */
type Asked = Pick<Case, 'demand' | 'circumstances' | 'rulebook'> & {
  page: Pick<Instrument, 'notice' | 'secrecy'>;
};

/**
 * Whether the customer may be told. Secrecy binds only from a court order or from the instrument's own statute; what
 * the paper merely asks for does not bind.
 */
export function noticeRegime(given: Asked): Ruling {
  const { page, demand, rulebook } = given;
  const { regime, fixed, cite } = page.notice;
  const { secrecy: law } = rulebook.principles;
  const byPage = (explanation: string): Ruling => ({
    notice: { regime },
    findings: [{ check: 'secrecy:regime', outcome: 'pass', cite, explanation }],
  });
  const { secrecy } = demand;
  if (fixed || !secrecy) return byPage(law.nothingClaimed);
  if (isOwnStatute(secrecy, given)) return byStatute(secrecy, given);
  if (!isCourtOrder(secrecy, given)) return byPage(law.doesNotBind);
  return hasEnded(secrecy, given) ? byPage(law.ended) : byCourt(secrecy, given);
}

/** Whether we may not tell the customer: by the regime, or by a court where the instrument's own regime is fixed. */
export function bindsUs({ regime }: Notice, given: Asked): boolean {
  const { secrecy } = given.demand;
  if (BINDING.includes(regime)) return true;
  return secrecy !== undefined && isCourtOrder(secrecy, given) && !hasEnded(secrecy, given);
}

const isCourtOrder = ({ orderedBy, basis }: Secrecy, { rulebook }: Asked) =>
  orderedBy === 'court' &&
  !rulebook.principles.secrecy.notBinding.some((statute) => citesUnder(basis, statute));

const hasEnded = ({ until }: Pick<Secrecy, 'until'>, { circumstances }: Pick<Asked, 'circumstances'>) =>
  until !== undefined && isAfter(circumstances.now, until);

function isOwnStatute({ orderedBy, basis }: Secrecy, { page }: Asked): boolean {
  if (orderedBy !== 'statute' && orderedBy !== 'agency') return false;
  return page.secrecy?.statutes.some((statute) => citesUnder(basis, statute)) ?? false;
}

function byStatute({ until }: Secrecy, { page, demand, circumstances, rulebook }: Asked): Ruling {
  const own = page.secrecy;
  const cite = own?.cite ?? page.notice.cite;
  const has = (wanted: readonly string[], given: readonly string[] = []) =>
    wanted.every((one) => given.some((other) => citesUnder(other, one)));
  const triggered =
    has(own?.certifications ?? [], demand.certifications) && has(own?.recitals ?? [], demand.recitals);
  if (own && !triggered)
    return {
      notice: { regime: 'hold' },
      findings: [findingOf('secrecy:own-statute', own.otherwise, cite)],
    };
  const { binds, ended } = rulebook.principles.secrecy;
  const isOver = hasEnded({ until }, { circumstances });
  return {
    notice: isOver ? { regime: page.notice.regime } : duty(until),
    findings: [{ check: 'secrecy:own-statute', outcome: 'pass', cite, explanation: isOver ? ended : binds }],
  };
}

function byCourt({ until, covers }: Secrecy, { rulebook }: Asked): Ruling {
  const { binds, cite, withoutEnd, futureDemands } = rulebook.principles.secrecy;
  return {
    notice: duty(until),
    findings: [
      { check: 'secrecy:court-order', outcome: 'pass', cite, explanation: binds },
      ...(until === undefined ? [findingOf('secrecy:end', withoutEnd, cite)] : []),
      ...(covers === 'future-demands' ? [findingOf('secrecy:extent', futureDemands, cite)] : []),
    ],
  };
}

const duty = (until: string | undefined): Notice =>
  until === undefined ? { regime: 'prohibited' } : { regime: 'delay', until };

function findingOf(check: string, effect: Effect, cite: string): Finding {
  const outcome = effect.outcome === 'reject' ? 'fail' : effect.outcome;
  return {
    check,
    outcome,
    ...(effect.reason ? { reason: effect.reason } : {}),
    cite,
    explanation: effect.do,
  };
}
