import type { Dictionary } from './dictionary.ts';
import type { GeneralLaw } from './general-law.schema.ts';
import type { Instrument } from './instrument.ts';
import type { ReadyPage } from './ready-page.ts';

/** The law as data, checked and ready to decide with. */
export type Rulebook = {
  /** `sha256:<hex>` of the canonical JSON of all files. */
  version: string;
  instruments: Readonly<Record<string, Instrument>>;
  /** The same pages, made ready to decide with. */
  ready(id: string): ReadyPage | undefined;
  dictionary: Dictionary;
  clocks: GeneralLaw['clocks']['clocks'];
  bands: GeneralLaw['bands']['bands'];
  principles: GeneralLaw['principles'];
  general: GeneralLaw;
  /** Whether an office is one that a list of roles names, through `*-judge` and the like. */
  holdsRole(role: string, roles: readonly string[]): boolean;
};
