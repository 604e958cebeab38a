import type { ClocksByName } from './clock.schema.ts';
import type { Dictionary } from './dictionary.ts';
import type { MarkLaw } from './mark-law.ts';
import type { RoleMatcher } from './role-matcher.ts';

/** What every rule is built on: the data, the clocks and the offices that it names. */
export type GroundLaw = {
  dictionary: Dictionary;
  clocks: ClocksByName;
  /** The question whether an office is one that a list of roles names, through `@judge` and the like. */
  rolesAmong: RoleMatcher;
  marks: MarkLaw;
};
