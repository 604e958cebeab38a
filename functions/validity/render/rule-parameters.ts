import type { Rule } from '../rule.schema.ts';
import type { Rulebook } from '../rulebook.ts';
import { clockLink, fromText } from './clock-words.ts';
import { html, joined, type Part } from './html.ts';
import { plainText } from './plain-value.ts';
import { roleLinks } from './role-words.ts';
import type { Term } from './terms.ts';
import { ANSWERS, CUSTOMERS, DANGERS, DATES, ENTITIES, KINDS, LEVELS, TARGET_KINDS } from './vocabulary.ts';
import { capital, counted, countryName, humanise, listed, wordFor } from './words.ts';

type Said = { label: string; say: (values: readonly unknown[], law: Rulebook) => Part };

const texts = (values: readonly unknown[]) => values.map(plainText);
const any = (values: readonly string[]) => listed(values, 'or');
const coded = (table: Readonly<Record<string, string>>) => (values: readonly unknown[]) =>
  any(texts(values).map((code) => wordFor(table, code)));
const countries = (values: readonly unknown[]) => any(texts(values).map(countryName));
const yes = (values: readonly unknown[]) => values[0] === true;
const roles = (label: string): Said => ({
  label,
  say: (values, law) => roleLinks(texts(values), law),
});
const links = (to: (value: string) => string, values: readonly unknown[]) =>
  html`${joined(
    texts(values).map((value) => html`<a href="${to(value)}">${value}</a>`),
    ', ',
  )}`;

/** What the parameters of checks say; `check.name` where a name means something else in one check. */
const PARAMETERS: Readonly<Record<string, Said>> = {
  countries: { label: 'Authority of', say: countries },
  'authority.except': { label: 'Not of', say: countries },
  levels: { label: 'Level', say: coded(LEVELS) },
  kinds: { label: 'Kind of authority', say: coded(KINDS) },
  'issuer-role.roles': roles('Issued by one of'),
  'signature.roles': roles('Signed by one of'),
  issuers: roles('Suffices as issuer'),
  validators: roles('Suffices to validate'),
  'cites.anyOf': { label: 'Cites one of', say: (values) => any(texts(values)) },
  'cites.except': { label: 'Not counting', say: (values) => any(texts(values)) },
  'certification.anyOf': { label: 'Certificate under', say: (values) => any(texts(values)) },
  allOf: { label: 'Clauses, all of', say: (values) => listed(texts(values).map(humanise), 'and') },
  'served-by.anyOf': { label: 'Served by', say: (values) => any(texts(values).map(humanise)) },
  'addressee.anyOf': { label: 'Addressed to', say: coded(ENTITIES) },
  'danger.anyOf': { label: 'Danger', say: coded(DANGERS) },
  'underlying.anyOf': {
    label: 'Made as one of',
    say: (values) => links((id) => `/rulebook/${id}`, values),
  },
  clock: { label: 'Time', say: (values, law) => clockLink(plainText(values[0]), law) },
  by: {
    label: 'Latest day',
    say: (values) => `${coded(DATES)(values)}; only where the paper gives none, the time below`,
  },
  from: { label: 'Counted', say: (values) => fromText(texts(values)) },
  starts: { label: 'Starts', say: (values) => `at the earliest of ${values.map(startText).join('; ')}` },
  atLeastYears: { label: 'Maximum penalty', say: (values) => `at least ${years(values)}` },
  moreThanYears: { label: 'Maximum penalty', say: (values) => `more than ${years(values)}` },
  listed: {
    label: 'Listed offence',
    say: (values) => (yes(values) ? 'suffices, whatever its penalty' : 'makes no difference'),
  },
  types: { label: 'Targets concerned', say: coded(TARGET_KINDS) },
  home: { label: 'Not abroad', say: countries },
  issuerIsHome: {
    label: "Issuer's country",
    say: (values) => (yes(values) ? 'does not count as abroad' : 'counts as abroad'),
  },
  'customer-first.customers': { label: 'Customers concerned', say: coded(CUSTOMERS) },
  'authenticity.refuseOn': { label: 'Not met where', say: (values) => `the call-back ${answers(values)}` },
  'supervisor.refuseOn': {
    label: 'Not met where',
    say: (values) => `the question to a superior ${answers(values)}`,
  },
  'fraud-signals.atLeast': {
    label: 'Not met from',
    say: (values) => counted(Number(values[0]), 'mark of a forgery', 'marks of a forgery'),
  },
  of: { label: 'Marks counted', say: (values) => links((id) => `/rulebook/fraud-signals#${id}`, values) },
  atMost: { label: 'Renewals', say: (values) => `at most ${plainText(values[0])}` },
};

const answers = coded(ANSWERS);
const years = (values: readonly unknown[]) => counted(Number(values[0]), 'year');

function startText(start: unknown): string {
  if (typeof start !== 'object' || start === null || !('date' in start)) return plainText(start);
  const day = wordFor(DATES, plainText(start.date));
  return 'plusDays' in start ? `${counted(Number(start.plusDays), 'day')} after ${day}` : day;
}

/** The members that every rule has; the others are parameters of its check. */
const COMMON: readonly string[] = [
  'check',
  'name',
  'cite',
  'says',
  'items',
  'when',
  'unless',
  'effective',
  'confirmed',
  'unstated',
  'otherwise',
];

/** What a rule asks for in particular; a parameter without words of its own is shown as it is. */
export function parameterTerms(rule: Rule, rulebook: Rulebook): Term[] {
  return Object.entries(rule)
    .filter(([key, value]) => !COMMON.includes(key) && value !== undefined)
    .map(([key, value]): Term => {
      const known = PARAMETERS[`${rule.check}.${key}`] ?? PARAMETERS[key];
      if (!known) return [capital(humanise(key)), plainText(value)];
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return [known.label, known.say(values, rulebook)];
    });
}
