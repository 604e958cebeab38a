import type { Dictionary } from './dictionary.ts';
import type { GeneralLaw } from './general-law.schema.ts';
import type { Page } from './page.schema.ts';
import type { Rule } from './rule.schema.ts';

/** A page with the rules that apply to it, general ones included, in the order in which they are reported. */
export type Instrument = Page & { all: readonly Rule[] };

/** The law as data, checked and ready to decide with. */
export type Rulebook = {
  /** `sha256:<hex>` of the canonical JSON of all files. */
  version: string;
  instruments: Readonly<Record<string, Instrument>>;
  dictionary: Dictionary;
  clocks: GeneralLaw['clocks']['clocks'];
  bands: GeneralLaw['bands']['bands'];
  principles: GeneralLaw['principles'];
  general: GeneralLaw;
  /** Whether an office is one that a list of roles names, through `*-judge` and the like. */
  holdsRole(role: string, roles: readonly string[]): boolean;
};
