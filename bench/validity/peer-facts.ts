import { utcDay } from '../../functions/shared/calendar.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import type { Sampled } from './sample.ts';

/**
 * A case as flat facts, for engines that know no families, dates or accounts. They are prepared before the clock
 * starts, which favours the peers: ours is timed from the demand as it was filed.
 */
export type Facts = {
  instrument: string;
  country: string;
  level: string;
  kind: string;
  issuerRole: string;
  competence: string;
  signerRoles: string[];
  certifications: string[];
  recitals: string[];
  addressedTo: string;
  callback: string;
  supervisor: string;
  signals: number;
  datesInOrder: boolean;
  servedDay: number;
  lastDay: number;
  hasPeriod: boolean;
  allItemsKnown: boolean;
  asked: string[];
  targetTypes: string[];
  targetCount: number;
  vagueTargets: number[];
  gag: 'none' | 'ends' | 'endless' | 'untriggered';
  organisations: 'none' | 'some' | 'all';
  organisationTargets: number[];
  isAbroad: boolean;
};

const DAY_MS = 86_400_000;
const dayNumber = (moment: string) => Date.parse(utcDay(moment)) / DAY_MS;
const WARRANT_DAYS = 14;
const SEARCHES = ['ip-range', 'keyword'];

export function factsOf(law: Rulebook, { demand, circumstances }: Sampled): Facts {
  const { authority, issuer, dates = {}, secrecy, targets, data } = demand;
  const served = dates.served ?? dates.received ?? circumstances.now;
  const made = dates.issued ?? dates.entered;
  const isLetter = demand.instrument === 'us/national-security-letter';
  const isWarrant = demand.instrument === 'us/search-warrant';
  const accountsOf = (target: number) =>
    circumstances.accounts.filter((one) => one.matched && one.target === target);
  const left = targets.flatMap(({ type }, index) =>
    SEARCHES.includes(type) || (type === 'geofence' && !isWarrant) ? [] : [index],
  );
  const theirs = left.filter((index) => accountsOf(index).some(({ customer }) => customer !== 'consumer'));
  const organisations = theirs.length === 0 ? 'none' : theirs.length === left.length ? 'all' : 'some';
  const certified = demand.certifications ?? [];
  const isTriggered =
    certified.includes('18 USC 2709(c)') && demand.recitals?.includes('judicial-review-notice');
  const gag = !secrecy
    ? 'none'
    : isLetter && !isTriggered
      ? 'untriggered'
      : secrecy.until || isLetter
        ? 'ends'
        : 'endless';
  const follow =
    organisations === 'some' && gag === 'none' ? left.filter((index) => !theirs.includes(index)) : left;
  return {
    instrument: demand.instrument,
    country: authority.country,
    level: authority.level,
    kind: authority.kind,
    issuerRole: issuer.role,
    competence: issuer.competence ?? 'confirmed',
    signerRoles: demand.signatures.map(({ role }) => role),
    certifications: certified,
    recitals: demand.recitals ?? [],
    addressedTo: demand.addressedTo ?? 'parent',
    callback: circumstances.authenticity?.callback ?? 'not-made',
    supervisor: circumstances.authenticity?.supervisor ?? 'not-made',
    signals: new Set(circumstances.authenticity?.signals).size,
    datesInOrder: made === undefined || dayNumber(made) <= dayNumber(served),
    servedDay: dayNumber(served),
    lastDay: dates.executeBy ? dayNumber(dates.executeBy) : dayNumber(made ?? served) + WARRANT_DAYS,
    hasPeriod: demand.period !== undefined,
    allItemsKnown: data.every((item) => law.dictionary.known(item)),
    asked: law.dictionary.expand(data),
    targetTypes: targets.map(({ type }) => type),
    targetCount: targets.length,
    vagueTargets: targets.flatMap(({ value }, index) => (value.trim() === '' ? [index] : [])),
    gag,
    organisations,
    organisationTargets: theirs,
    isAbroad: follow.some((index) =>
      accountsOf(index).some((one) => one.usPerson === false && (one.dataCountry ?? 'US') !== 'US'),
    ),
  };
}
