import type { GeneralLaw } from './general-law.schema.ts';
import type { GroundLaw } from './ground-law.ts';
import type { Instrument } from './instrument.ts';
import type { ReadyPage } from './ready-page.ts';

/** The law as data, checked and ready to decide with. */
export type Rulebook = GroundLaw & {
  /** `sha256:<hex>` of the canonical JSON of all files. */
  version: string;
  instruments: Readonly<Record<string, Instrument>>;
  /** The same pages, made ready to decide with. */
  ready(id: string): ReadyPage | undefined;
  bands: GeneralLaw['bands']['bands'];
  general: GeneralLaw;
};
