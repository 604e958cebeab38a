import type { Circumstances } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import { isUnder, type PlainLaw, type PlainPage } from './second-opinion-law.ts';
import { isLater } from './second-opinion-time.ts';

/** Whether the customer may be told, and whether anything forbids telling an organisation. */
export function tellWhom(
  law: PlainLaw,
  page: Pick<PlainPage, 'notice' | 'secrecy'>,
  { secrecy, certifications = [], recitals = [] }: Demand,
  { now }: Circumstances,
) {
  const { notBinding, withoutEnd, futureDemands } = law.principles.secrecy;
  const { regime, fixed } = page.notice;
  const asPageSays = {
    notice: { regime },
    reasons: [] as string[],
    asksCounsel: false,
    binds: regime === 'prohibited',
  };
  const isSilencedAnyway =
    (page.secrecy?.certifications ?? []).length > 0 &&
    (page.secrecy?.certifications ?? []).every((one) =>
      certifications.some((given) => isUnder(given, one)),
    ) &&
    (page.secrecy?.recitals ?? []).every((one) => recitals.some((given) => isUnder(given, one)));
  const otherwise = isSilencedAnyway
    ? { ...asPageSays, notice: { regime: 'prohibited' }, binds: true }
    : asPageSays;
  if (!secrecy) return otherwise;
  const { basis, orderedBy, until, covers } = secrecy;
  const hasEnded = until !== undefined && isLater(now, until);
  const notice = until === undefined ? { regime: 'prohibited' } : { regime: 'delay', until };
  const isCourts = orderedBy === 'court' && !notBinding.some((statute) => isUnder(basis, statute));
  if (fixed) return { ...asPageSays, binds: asPageSays.binds || (isCourts && !hasEnded) };
  const own = page.secrecy;
  if (
    own &&
    (orderedBy === 'statute' || orderedBy === 'agency') &&
    own.statutes.some((one) => isUnder(basis, one)) &&
    (!own.endStated || until !== undefined)
  ) {
    const isTriggered =
      (own.certifications ?? []).every((one) => certifications.some((given) => isUnder(given, one))) &&
      (own.recitals ?? []).every((one) => recitals.some((given) => isUnder(given, one)));
    const { reason, outcome } = own.otherwise;
    if (!isTriggered)
      return {
        notice: { regime: 'hold' },
        reasons: reason ? [reason] : [],
        asksCounsel: outcome === 'refer',
        binds: true,
      };
    return hasEnded ? asPageSays : { ...asPageSays, notice, binds: true };
  }
  if (!isCourts || hasEnded) return otherwise;
  const reasons = [
    ...(until === undefined ? [withoutEnd.reason] : []),
    ...(covers === 'future-demands' ? [futureDemands.reason] : []),
  ].flatMap((reason) => reason ?? []);
  return { notice, reasons, asksCounsel: false, binds: true };
}
