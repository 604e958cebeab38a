import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Calendars, lastOf, type Time } from './dates.ts';

/** What the desk does with a date, as rulebook/clocks.yaml says it. */
export type DeskRow = {
  lasts?: string;
  for?: string[];
  warn: number[];
  atEnd: 'escalate' | 'tell' | 'ends';
  repeat?: { hours: number; times: number; after?: number };
  runs?: string[];
};
type DueRow = { paper?: string; clock?: string; from?: string[]; when?: unknown };

/** What of a page gives dates. */
export type PageRow = {
  id: string;
  mode: string;
  notice: { regime: string; fixed?: boolean };
  due?: DueRow[];
  deadlines?: { clock: string; from: string[]; when?: unknown }[];
  keeping?: KeepingRow;
  rules?: { otherwise?: { keeping?: KeepingRow } }[];
};
/** How long data is kept; a rule that refuses may have a time of its own. */
type KeepingRow = { clock: string; renewalClock?: string; from: string[] };

/** The rulebook's files as they are written: read here again, and by none of the product's readers. */
export class RulebookData {
  readonly clocks: Readonly<Record<string, Time>>;
  readonly desk: Readonly<Record<string, DeskRow>>;
  readonly pages: ReadonlyMap<string, PageRow>;
  readonly secrecy: { unexamined: { clock: string }; unfounded: { clock: string } };
  readonly again: string[];
  readonly #calendars: Calendars;

  constructor(folder = join(import.meta.dirname, '..', '..', 'rulebook')) {
    const read = (name: string) => parse(readFileSync(join(folder, name), 'utf8'));
    ({ clocks: this.clocks, desk: this.desk } = read('clocks.yaml'));
    this.#calendars = read('calendars.yaml').calendars;
    this.secrecy = read('secrecy.yaml');
    this.again = read('letters.yaml').again.map(({ clock }: { clock: string }) => clock);
    const pages: PageRow[] = globSync('*/*.yaml', { cwd: folder }).map(read);
    this.pages = new Map(pages.map((page) => [page.id, page]));
  }

  /** The last day, or the instant, of a time by its name. */
  last(clock: string, start: string): string {
    const time = this.clocks[clock];
    if (!time) throw new RangeError(`no time ${clock}`);
    return lastOf(time, start, this.#calendars);
  }
}
