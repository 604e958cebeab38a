import type { Dictionary } from './dictionary.ts';
import type { GeneralLaw, Principles } from './general-law.schema.ts';
import type { RoleMatcher } from './role-matcher.ts';

/** What rules of every page are built on: the words, the clocks and the offices that they name. */
export type GroundLaw = {
  dictionary: Dictionary;
  clocks: GeneralLaw['clocks']['clocks'];
  principles: Principles;
  /** The question whether an office is one that a list of roles names, through `*-judge` and the like. */
  rolesAmong: RoleMatcher;
};
