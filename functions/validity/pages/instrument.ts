import type { Rule } from '../checks/rule.schema.ts';
import type { Page } from './page.schema.ts';

/** A page with the rules that apply to it, general ones included, in the order in which they are reported. */
export type Instrument = Page & { all: readonly Rule[] };
