import type { Condition, ConditionFacts } from '../law/condition.schema.ts';
import { listed, wordFor } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { countryName } from './places.ts';
import { rolesText } from './say-roles.ts';
import { ANSWERS, DANGERS, DATES, KINDS, LEVELS, MODES, TARGET_KINDS } from './vocabulary.ts';

type Clause = (facts: ConditionFacts, law: Lexicon) => string | undefined;

const anyOf = (table: Readonly<Record<string, string>>, codes: readonly string[]) =>
  listed(
    codes.map((code) => wordFor(table, code)),
    'or',
  );
const either = (holds: boolean | undefined, yes: string, no: string) =>
  holds === undefined ? undefined : holds ? yes : no;

/** Every fact that a rule may depend on, as a clause that can follow "where". */
const CLAUSES: Record<keyof ConditionFacts, Clause> = {
  countries: ({ countries }) =>
    countries && `the authority is of ${listed(countries.map(countryName), 'or')}`,
  states: ({ states }) => states && `the authority is of ${listed(states, 'or')}`,
  levels: ({ levels }) => levels && `its level is ${anyOf(LEVELS, levels)}`,
  kinds: ({ kinds }) => kinds && `it comes from ${anyOf(KINDS, kinds)}`,
  issuers: ({ issuers }, law) => issuers && `it is issued by ${rolesText(issuers, law)}`,
  courts: ({ courts }) => courts && `the name of the court says ${listed(courts, 'or')}`,
  // A group of signatures is named after the hand: "the signature of a judge".
  signedBy: ({ signedBy }, law) =>
    signedBy && `it bears ${rolesText(signedBy, law).replace(/^(?!the signature)/, 'the signature of ')}`,
  certified: ({ certified }) => certified && `a certificate under ${listed(certified, 'or')} comes with it`,
  cites: ({ cites }) => cites && `the paper cites ${listed(cites, 'or')}`,
  underlying: ({ underlying }) => underlying && `it is made as ${listed(underlying, 'or')}`,
  targetsAre: ({ targetsAre }) => targetsAre && `all targets are ${anyOf(TARGET_KINDS, targetsAre)}`,
  callback: ({ callback }) => callback && `the call-back ${anyOf(ANSWERS, callback)}`,
  danger: ({ danger }) => danger && `the paper states ${anyOf(DANGERS, danger)}`,
  purpose: ({ purpose }) =>
    purpose && `its sole purpose is to ${wordFor({ 'identify-user': 'identify the user' }, purpose)}`,
  extension: ({ extension }) => either(extension, 'it extends an earlier one', 'it extends no earlier one'),
  dated: ({ dated }) => dated && `the paper gives ${anyOf(DATES, dated)}`,
  offenceListed: ({ offenceListed }) =>
    either(offenceListed, 'the offence is a listed one', 'the offence is not a listed one'),
  modes: ({ modes }) => modes && `the instrument ${anyOf(MODES, modes)}`,
  warrant: ({ warrant }) =>
    either(warrant, 'the instrument counts as a warrant', 'the instrument does not count as a warrant'),
  secrecyBinds: ({ secrecyBinds }) =>
    either(secrecyBinds, 'a duty of secrecy binds us', 'no duty of secrecy binds us'),
};

/** A condition as a clause that can follow "where"; of several sets of facts one must hold. */
export function sayCondition(condition: Condition, law: Lexicon): string {
  const sets = Array.isArray(condition) ? condition : [condition];
  return sets.map((facts) => sayFacts(facts, law)).join('; or where ');
}

function sayFacts(facts: ConditionFacts, law: Lexicon): string {
  const clauses = Object.values(CLAUSES).flatMap((clause) => clause(facts, law) ?? []);
  return listed(clauses, 'and') || 'anything is asked';
}
