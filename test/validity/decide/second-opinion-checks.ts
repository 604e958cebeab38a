import type { Circumstances } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import {
  type Facts,
  isRole,
  isUnder,
  type PlainLaw,
  type PlainPage,
  type PlainRule,
  singles,
} from './second-opinion-law.ts';
import { dayOf, heldUntil, isLater, plusDays, plusLength, plusWhole } from './second-opinion-time.ts';

/** What is looked at. */
export type File = {
  law: PlainLaw;
  page: PlainPage;
  /** As it was served. */
  paper: Demand;
  /** With what the register knows of its authority. */
  demand: Demand;
  circumstances: Circumstances;
  binds: boolean;
  asked: string[];
  reached: string[];
  /** Targets that have not been dropped. */
  targets: number[];
};
/** `fails` with what fails of it; `silent` where the paper does not say. */
export type View = 'holds' | 'silent' | { fails: true; items?: string[]; targets?: number[]; until?: string };

const FAILS: View = { fails: true };
const unless = (bad: boolean): View => (bad ? FAILS : 'holds');
const unlessItems = (items: string[]): View => (items.length > 0 ? { fails: true, items } : 'holds');
const unlessTargets = (targets: number[]): View => (targets.length > 0 ? { fails: true, targets } : 'holds');

export const servedOn = ({ demand: { dates }, circumstances }: Pick<File, 'demand' | 'circumstances'>) =>
  dates?.served ?? dates?.received ?? circumstances.now;

export function dated(file: Pick<File, 'demand' | 'circumstances'>, name: string): string | undefined {
  if (name === 'service') return servedOn(file);
  return (file.demand.dates as Record<string, string> | undefined)?.[name];
}

export function firstDated(file: File, names: readonly string[] = []): string | undefined {
  for (const name of names) {
    const found = dated(file, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** When a clock ends that begins on the first of these dates that is known. */
function clockEnds(file: File, { clock, from }: Pick<PlainRule, 'clock' | 'from'>): string | undefined {
  const start = firstDated(file, from);
  const length = file.law.clocks[clock ?? ''];
  return start === undefined || length === undefined ? undefined : plusLength(start, length);
}

/** The last day of an order that runs. */
export function lastDay(file: File, { clock, starts = [] }: PlainRule): string | undefined {
  let first: string | undefined;
  for (const { date, plusDays: more } of starts) {
    const on = dated(file, date);
    if (on === undefined) continue;
    const start = more ? plusDays(on, more) : on;
    if (first === undefined || isLater(first, start)) first = start;
  }
  const length = file.law.clocks[clock ?? ''];
  if (first === undefined || length === undefined) return undefined;
  const longest = plusLength(first, length);
  if (file.demand.durationDays === undefined) return longest;
  const own = plusWhole(first, file.demand.durationDays, length.counts);
  return isLater(own, longest) ? longest : own;
}

export function factsHold(
  facts: Facts | Facts[] | undefined,
  file: Omit<File, 'targets' | 'reached' | 'asked'>,
): boolean {
  const { demand, page, law, binds } = file;
  const { authority } = demand;
  return [facts ?? {}].flat().some((set) => {
    if (set.countries && !set.countries.includes(authority.country)) return false;
    if (set.states && !set.states.includes(authority.state ?? '')) return false;
    if (set.levels && !set.levels.includes(authority.level)) return false;
    if (set.kinds && !set.kinds.includes(authority.kind)) return false;
    if (set.issuers && !isRole(law, demand.issuer.role, set.issuers)) return false;
    const words = (demand.issuer.court ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    if (set.courts && !set.courts.some((one) => `,${words},`.includes(`,${one.split(' ')},`))) return false;
    const { signedBy } = set;
    if (signedBy && !demand.signatures.some(({ role }) => isRole(law, role, signedBy))) return false;
    const certificates = demand.certifications ?? [];
    if (set.certified && !set.certified.some((one) => certificates.some((given) => isUnder(given, one))))
      return false;
    if (set.cites) {
      const { cites } = set;
      if (!(demand.cites ?? []).some((given) => cites.some((one) => isUnder(given, one)))) return false;
    }
    if (set.underlying && !set.underlying.includes(demand.underlying ?? '')) return false;
    if (set.targetsAre && !demand.targets.every(({ type }) => set.targetsAre?.includes(type))) return false;
    if (set.callback && !set.callback.includes(file.circumstances.authenticity?.callback ?? '')) return false;
    if (set.danger && !set.danger.includes(demand.emergency?.danger ?? '')) return false;
    if (set.purpose && set.purpose !== demand.purpose) return false;
    if (set.extension !== undefined && set.extension !== Boolean(demand.extension)) return false;
    if (set.dated && !set.dated.some((name) => name !== 'service' && dated(file, name))) return false;
    if (set.offenceListed !== undefined && set.offenceListed !== (demand.offence?.listed ?? false))
      return false;
    if (set.modes && !set.modes.includes(page.mode)) return false;
    if (set.warrant !== undefined && set.warrant !== page.warrant) return false;
    return set.secrecyBinds === undefined || set.secrecyBinds === binds;
  });
}

const answered = (answer: string | undefined, { refuseOn = [] }: PlainRule) =>
  unless(refuseOn.includes(answer ?? 'not-made'));

const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether some words stand in a name, in their order and whole. */
function isNamed(name: string, words: string): boolean {
  const wanted = wordsOf(words);
  const given = wordsOf(name);
  return given.some((_, at) => wanted.every((word, index) => given[at + index] === word));
}

/** What a rule finds. */
export function look(rule: PlainRule, file: File): View {
  const { law, demand, circumstances, asked, reached } = file;
  const {
    dates = {},
    authority,
    issuer,
    signatures,
    validatedBy,
    offence,
    extension,
    targets,
    period,
  } = demand;
  const now = circumstances.now;
  const served = servedOn(file);
  const guarded = singles(law, rule.items ?? []).filter((item) => asked.includes(item));
  const who = circumstances.authenticity;
  const ours = (target: number) =>
    circumstances.accounts.filter((one) => one.matched && one.target === target);
  const numbers = targets.map((_, index) => index);
  switch (rule.check) {
    case 'authority':
      return unless(
        (rule.countries !== undefined && !rule.countries.includes(authority.country)) ||
          (rule.except ?? []).includes(authority.country) ||
          (rule.levels !== undefined && !rule.levels.includes(authority.level)) ||
          (rule.kinds !== undefined && !rule.kinds.includes(authority.kind)) ||
          (rule.named !== undefined && !rule.named.some((name) => isNamed(authority.name, name))),
      );
    case 'issuer-role':
      return unless(!isRole(law, issuer.role, rule.roles ?? []));
    case 'court-named':
      return unless(!issuer.court?.trim());
    case 'court-competence':
      return unless(
        circumstances.competence === undefined
          ? issuer.competence === 'unknown'
          : circumstances.competence === 'denied',
      );
    case 'signature':
      return unless(
        !signatures.some(
          ({ role }) =>
            !rule.roles ||
            isRole(law, role, rule.roles) ||
            (rule.orIssuer && [issuer.role, validatedBy?.role].includes(role)),
        ),
      );
    case 'validation':
      return unless(
        !isRole(law, issuer.role, rule.issuers ?? []) &&
          !(validatedBy && isRole(law, validatedBy.role, rule.validators ?? [])),
      );
    case 'served-by':
      return unless(!rule.anyOf?.includes(demand.servedBy ?? ''));
    case 'addressee':
      return unless(demand.addressedTo !== undefined && !rule.anyOf?.includes(demand.addressedTo));
    case 'underlying':
      return unless(!rule.anyOf?.includes(demand.underlying ?? ''));
    case 'cites': {
      const good = (demand.cites ?? []).filter(
        (cite) => !(rule.except ?? []).some((other) => isUnder(cite, other)),
      );
      const { anyOf } = rule;
      return unless(
        !good.some((cite) => (anyOf ? anyOf.some((one) => isUnder(cite, one)) : cite.trim() !== '')),
      );
    }
    case 'certification':
      return unless(
        !demand.certifications?.some((one) => rule.anyOf?.some((wanted) => isUnder(one, wanted))),
      );
    case 'recital':
      return unless(!rule.allOf?.every((clause) => demand.recitals?.includes(clause)));
    case 'offence-threshold': {
      if (rule.listed && offence?.listed) return 'holds';
      const years = offence?.maxPenaltyYears;
      if (years === undefined) return 'silent';
      const { atLeastYears, moreThanYears } = rule;
      return unless(
        (atLeastYears !== undefined && years < atLeastYears) ||
          (moreThanYears !== undefined && years <= moreThanYears),
      );
    }
    case 'danger':
      return unless(
        !rule.anyOf?.includes(demand.emergency?.danger ?? '') || !demand.emergency?.reasons.trim(),
      );
    case 'enforcing-authority': {
      const { response, items = [] } = demand.enforcingAuthority ?? {};
      if (rule.part === 'whole') return unless(response === 'refused');
      const free = singles(law, items);
      return unlessItems(response === 'partly' ? guarded.filter((item) => !free.includes(item)) : []);
    }
    case 'notification-stated':
      return unless(!demand.enforcingAuthority);
    case 'establishment-abroad':
      if (!circumstances.establishment) return 'silent';
      return unless(circumstances.establishment === authority.country);
    case 'public-authority-home': {
      const elsewhere = file.targets.filter((index) =>
        ours(index).some(
          (one) => one.customer === 'public-sector' && one.controllerCountry !== authority.country,
        ),
      );
      return elsewhere.length > 0 && elsewhere.length === file.targets.length
        ? FAILS
        : unlessTargets(elsewhere);
    }
    case 'window': {
      const stated = dated(file, rule.by ?? '');
      const end = clockEnds(file, rule);
      if (!stated || !end) return 'holds';
      return unless(rule.least ? isLater(end, stated) : isLater(stated, end));
    }
    case 'counsel':
      return FAILS;
    case 'dates-in-order': {
      const made = [dates.issued, dates.entered].flatMap((day) => day ?? []);
      const after = [served, dates.executeBy, dates.firstInterception].flatMap((day) => day ?? []);
      const isTurned = made.some((day) => after.some((later) => isLater(day, later)));
      return unless(isTurned || (period !== undefined && isLater(period.from, period.to)));
    }
    case 'served-within': {
      const end = (rule.by && dated(file, rule.by)) || clockEnds(file, rule);
      return end === undefined ? 'silent' : unless(isLater(served, end));
    }
    case 'secrecy-length': {
      const { secrecy } = demand;
      const longest = law.clocks[rule.clock ?? ''];
      if (!secrecy || !longest || !rule.statutes?.some((one) => isUnder(secrecy.basis, one))) return 'holds';
      const end = plusLength(secrecy.issued ?? dates.issued ?? served, longest);
      return unless(!secrecy.until || isLater(secrecy.until, end));
    }
    case 'duration-limit':
      return unless((demand.durationDays ?? 0) > (law.clocks[rule.clock ?? '']?.days ?? 0));
    case 'running': {
      const end = lastDay(file, rule);
      return end === undefined ? 'silent' : unless(isLater(now, end));
    }
    case 'emergency-window': {
      const end = clockEnds(file, rule);
      return end === undefined ? 'silent' : unless(isLater(now, end));
    }
    case 'objection-period': {
      const { notified, response } = demand.enforcingAuthority ?? {};
      const until = clockEnds(file, rule);
      if (!notified || response !== 'none' || (until && dayOf(now) > until)) return 'holds';
      return until === undefined ? FAILS : { fails: true, until };
    }
    case 'period-stated':
      return unless(period === undefined);
    case 'items-authorised':
      return unlessItems(guarded.filter((item) => !reached.includes(item)));
    case 'items-stated':
      return unless(asked.length === 0 || demand.data.some((item) => singles(law, [item]).length === 0));
    case 'targets-stated':
      return unless(targets.length === 0);
    case 'target-specificity':
      return unlessTargets(
        numbers.filter((index) => {
          const { type = '', value = '', at } = targets[index] ?? {};
          if (rule.types) return rule.types.includes(type);
          const open =
            type === 'email' && value.startsWith('"') ? value.slice(value.lastIndexOf('"')) : value;
          const namesMany = open.startsWith('@') || [...'*%?'].some((sign) => open.includes(sign));
          return value.trim() === '' || namesMany || (type === 'ip-address' && !at);
        }),
      );
    case 'target-person':
      return unlessTargets(numbers.filter((index) => ours(index).some((one) => one.usPerson || one.inUS)));
    case 'conflict-of-laws': {
      const home = [...(rule.home ?? []), ...(rule.issuerIsHome ? [authority.country] : [])];
      const isAbroad = (country: string | undefined) => country !== undefined && !home.includes(country);
      return unless(
        file.targets.some((index) =>
          ours(index).some(
            (one) =>
              (one.usPerson === false && isAbroad(one.dataCountry)) ||
              (one.usPerson !== true && isAbroad(one.controllerCountry)),
          ),
        ),
      );
    }
    case 'customer-first': {
      const said = (index: number) => {
        const all = (circumstances.customerAnswers ?? []).filter(
          (one) => !one.targets || one.targets.includes(index),
        );
        const last = all[all.length - 1];
        if (last?.answer !== 'silent') return last?.answer ?? 'none';
        const days = new Date(last.until).getTime() + (last.until.length === 10 ? 24 * 3_600_000 : 0);
        return new Date(now).getTime() >= days ? 'silent' : 'waited-for';
      };
      const theirs = file.targets.filter(
        (index) =>
          ours(index).some((one) => rule.customers?.includes(one.customer)) &&
          (rule.answers ? rule.answers.includes(said(index)) : said(index) !== 'consents'),
      );
      return theirs.length > 0 && theirs.length === file.targets.length ? FAILS : unlessTargets(theirs);
    }
    case 'single-holder': {
      const start = (moment: string) => new Date(moment).getTime();
      const end = (moment: string) => start(moment) + (moment.length === 10 ? 24 * 3_600_000 : 0);
      return unlessTargets(
        file.targets.filter((index) => {
          const held = ours(index);
          if (held.length !== 1) return held.length > 1;
          const { at } = targets[index] ?? {};
          const isLong = at === undefined && period !== undefined && start(period.from) < end(period.to);
          const [first, last] = isLong ? [period.from, period.to] : [at ?? now, at ?? now];
          const isBegun = held[0]?.from === undefined || start(held[0].from) <= start(first);
          return (
            !isBegun ||
            (held[0]?.to !== undefined && start(held[0].to) < Math.max(end(last), start(first) + 1))
          );
        }),
      );
    }
    case 'as-registered': {
      const known = circumstances.authority;
      if (!known) return 'silent';
      const said = file.paper.authority;
      const letters = (name: string) =>
        [...name.normalize('NFKD').toLowerCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join('');
      const names = [known.name, ...(known.otherNames ?? [])].map(letters);
      return unless(
        !names.includes(letters(said.name)) ||
          (['country', 'level', 'kind'] as const).some((member) => said[member] !== known[member]),
      );
    }
    case 'authenticity':
      return answered(who?.callback, rule);
    case 'supervisor':
      return answered(who?.supervisor, rule);
    case 'fraud-signals': {
      const seen = new Set(who?.signals.filter((signal) => !rule.of || rule.of.includes(signal)));
      return unless(seen.size >= (rule.atLeast ?? 0));
    }
    case 'fraud-weight': {
      const all = [...(who?.signals ?? []), ...(circumstances.marks ?? [])] as string[];
      let weight = 0;
      for (const mark of law.marks.signals) if (all.includes(mark.id)) weight += mark.weight;
      return unless(weight >= (rule.below === 'hold' ? law.marks.hold : law.marks.refuse));
    }
    case 'renewal-number':
      if (extension === undefined || extension.number <= (rule.atMost ?? 0)) return 'holds';
      return unless(!rule.clock || !isLater(served, heldUntil(extension, law.clocks[rule.clock] ?? {})));
    case 'renewal-in-time':
      if (extension === undefined) return 'holds';
      return unless(isLater(served, heldUntil(extension, law.clocks[rule.clock ?? ''] ?? {})));
    case 'stored-only':
      if (rule.items) return unlessItems(guarded);
      if (period === undefined) return unless(false);
      return unless(
        rule.part === 'end' ? dayOf(period.to) > dayOf(served) : dayOf(period.from) >= dayOf(served),
      );
    default:
      throw new Error(`a check of which the second opinion has not heard: ${rule.check}`);
  }
}
