import type { GroundLaw } from '../law/ground-law.ts';
import type { GeneralLaw, Principles } from '../pages/general-law.schema.ts';
import type { Instrument } from '../pages/instrument.ts';
import type { SpecialisedPage } from './specialise-page.ts';

/** The law as data, checked and ready to decide with. */
export type Rulebook = GroundLaw & {
  /** `sha256:<hex>` of the canonical JSON of all files. */
  version: string;
  instruments: Readonly<Record<string, Instrument>>;
  /** The same pages, each specialised when it is first asked for. */
  specialised(id: string): SpecialisedPage | undefined;
  principles: Principles;
  bands: GeneralLaw['bands']['bands'];
  general: GeneralLaw;
};
