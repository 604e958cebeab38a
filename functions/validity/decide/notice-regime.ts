import type { Demand, Secrecy } from '../../shared/demand.schema.ts';
import type { Finding, Notice } from '../../shared/determination.schema.ts';
import { isAfter } from '../law/calendar.ts';
import { citesAnyOf } from '../law/cites-under.ts';
import type { Effect } from '../law/effect.schema.ts';
import type { Principles } from '../pages/general-law.schema.ts';
import type { Page } from '../pages/page.schema.ts';

const BINDING: readonly Notice['regime'][] = ['delay', 'prohibited', 'hold'];

/** Whether the customer may be told, and whether a duty of secrecy binds us. */
export type Ruling = { notice: Notice; findings: readonly Finding[]; binds: boolean };
export type NoticeRegime = (demand: Demand, now: string) => Ruling;

/**
 * Secrecy binds only from a court order or from the instrument's own statute; what the paper merely asks for does not
 * bind. An order of a court binds us even where no order changes what the instrument says of telling the customer.
 */
export function noticeRegime(
  { notice: { regime, fixed, cite }, secrecy: own }: Pick<Page, 'notice' | 'secrecy'>,
  { secrecy: law }: Pick<Principles, 'secrecy'>,
): NoticeRegime {
  const notBinding = citesAnyOf(law.notBinding);
  const isOwnStatute = citesAnyOf(own?.statutes ?? []);
  const isCourtOrder = ({ orderedBy, basis }: Secrecy) => orderedBy === 'court' && !notBinding(basis);
  const byPage = (explanation: string): Ruling => ({
    notice: Object.freeze({ regime }),
    findings: [Object.freeze({ check: 'secrecy:regime', outcome: 'pass', cite, explanation })],
    binds: BINDING.includes(regime),
  });
  const nothingClaimed = byPage(law.nothingClaimed);
  const doesNotBind = byPage(law.doesNotBind);
  const ended = byPage(law.ended);
  const boundAnyway: Ruling = { ...nothingClaimed, binds: true };
  const byCourt = courtOrders(law);
  // Where a statute's own certificate silences us, it does so whatever else the paper says of secrecy.
  const isTriggered = own?.certifications?.length ? triggersOf(own) : () => false;
  const triggered: Ruling = {
    notice: Object.freeze({ regime: 'prohibited' }),
    findings: [
      Object.freeze({
        check: 'secrecy:own-statute',
        outcome: 'pass',
        cite: own?.cite ?? cite,
        explanation: law.binds,
      }),
    ],
    binds: true,
  };
  const byStatute = own ? ownStatute(own, byPage, law) : () => doesNotBind;
  const needsEnd = own?.endStated === true;
  return (demand, now) => {
    const { secrecy } = demand;
    if (!secrecy) return isTriggered(demand) ? triggered : nothingClaimed;
    const isOver = secrecy.until !== undefined && isAfter(now, secrecy.until);
    const isOrdered = isCourtOrder(secrecy);
    if (fixed) return isOrdered && !isOver ? boundAnyway : nothingClaimed;
    const { orderedBy, basis, until } = secrecy;
    if (
      (orderedBy === 'statute' || orderedBy === 'agency') &&
      isOwnStatute(basis) &&
      (!needsEnd || until !== undefined)
    )
      return byStatute(demand, isOver);
    if (isOrdered && !isOver) return byCourt(secrecy);
    if (isTriggered(demand)) return triggered;
    return isOrdered ? ended : doesNotBind;
  };
}

/** Whether everything came with the paper that triggers the instrument's own secrecy. */
function triggersOf({ certifications = [], recitals = [] }: NonNullable<Page['secrecy']>) {
  const certified = certifications.map((one) => citesAnyOf([one]));
  const recited = recitals.map((one) => citesAnyOf([one]));
  const has = (all: readonly ((text: string) => boolean)[], given: readonly string[] = []) =>
    all.every((isOne) => given.some(isOne));
  return (demand: Demand) => has(certified, demand.certifications) && has(recited, demand.recitals);
}

type SecrecyLaw = Principles['secrecy'];

function ownStatute(
  own: NonNullable<Page['secrecy']>,
  byPage: (explanation: string) => Ruling,
  { binds, ended }: SecrecyLaw,
): (demand: Demand, isOver: boolean) => Ruling {
  const { cite } = own;
  const isTriggered = triggersOf(own);
  const saying = (explanation: string): Finding[] => [
    Object.freeze({ check: 'secrecy:own-statute', outcome: 'pass', cite, explanation }),
  ];
  const untriggered: Ruling = {
    notice: Object.freeze({ regime: 'hold' }),
    findings: [findingOf('secrecy:own-statute', own.otherwise, cite)],
    binds: true,
  };
  const over: Ruling = { ...byPage(ended), findings: saying(ended) };
  const binding = saying(binds);
  return (demand, isOver) => {
    if (!isTriggered(demand)) return untriggered;
    return isOver ? over : { notice: duty(demand.secrecy?.until), findings: binding, binds: true };
  };
}

function courtOrders({ binds, cite, withoutEnd, futureDemands }: SecrecyLaw): (secrecy: Secrecy) => Ruling {
  const obeyed: Finding = Object.freeze({
    check: 'secrecy:court-order',
    outcome: 'pass',
    cite,
    explanation: binds,
  });
  const endless = findingOf('secrecy:end', withoutEnd, cite);
  const prospective = findingOf('secrecy:extent', futureDemands, cite);
  return ({ until, covers }) => {
    const findings = [obeyed];
    if (until === undefined) findings.push(endless);
    if (covers === 'future-demands') findings.push(prospective);
    return { notice: duty(until), findings, binds: true };
  };
}

const duty = (until: string | undefined): Notice =>
  until === undefined ? { regime: 'prohibited' } : { regime: 'delay', until };

function findingOf(check: string, effect: Effect, cite: string): Finding {
  const outcome = effect.outcome === 'reject' ? 'fail' : effect.outcome;
  return Object.freeze({
    check,
    outcome,
    ...(effect.reason ? { reason: effect.reason } : {}),
    cite,
    explanation: effect.do,
  });
}
