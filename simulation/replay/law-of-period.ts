import type { Period } from '../../functions/reporting/period.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { decide } from '../../functions/validity/decide/decide.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { isLaw } from '../../functions/validity/law/effective.ts';
import type { Instrument } from '../../functions/validity/pages/instrument.ts';
import { InputError } from '../../scripts/input-file.ts';
import { moved } from '../papers.ts';
import type { Outcome, Row } from './published-table.ts';

const DAY_MS = 86_400_000;

/** What a paper asks for whose data shall be content, and for all others. */
const ASKED: Readonly<Record<'content' | 'other', readonly string[]>> = {
  content: ['content'],
  other: ['subscriber', 'sessions'],
};

/** What a paper is that is filed on a page, before it has targets and a number of its own. */
export type Blank = Omit<Demand, 'targets' | 'documents' | 'reference'>;

/** The paper of a page, as its sample has it, on a day: from a country, asking for what an outcome is about. */
export function blankOf({ sample }: Instrument, { country, wanted, at }: Asked): Blank {
  const days = Math.round(
    (Date.parse(at.slice(0, 10)) - Date.parse(sample.circumstances.now.slice(0, 10))) / DAY_MS,
  );
  const {
    targets: _targets,
    documents: _documents,
    reference: _reference,
    ...blank
  } = moved(sample.demand, days);
  const { authority } = blank;
  return {
    ...blank,
    authority:
      authority.country === country ? authority : { ...authority, name: `Court of ${country}`, country },
    data: [...ASKED[wanted === 'content' ? 'content' : 'other']],
  };
}

type Asked = { country: string; wanted: Outcome; at: string };

/** Whether a page is law through the whole of a period, by its own dates. */
const isInForce = ({ effective }: Instrument, { from, to }: Period) =>
  isLaw(effective, dayOf(from)) && isLaw(effective, dayOf(new Date(to.getTime() - 1)));

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** Who may be given what in a period: what the rulebook's own decisions come to, country by country. */
export class LawOfPeriod {
  readonly #pages: readonly Instrument[];
  readonly #rulebook: Rulebook;
  readonly #period: Period;
  readonly #known = new Map<string, readonly Instrument[]>();

  constructor(rulebook: Rulebook, period: Period) {
    this.#rulebook = rulebook;
    this.#period = period;
    this.#pages = Object.values(rulebook.instruments)
      .filter((page) => page.mode === 'disclose' && page.series === 'criminal' && isInForce(page, period))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Pages on which a country is given what an outcome is about: its own, else those of any other country. */
  pagesFor(country: string, wanted: Outcome): readonly Instrument[] {
    const of = wanted === 'content' ? 'content' : 'noncontent';
    const key = `${country} ${of}`;
    const known = this.#known.get(key) ?? this.#findPages(country, of);
    this.#known.set(key, known);
    return known;
  }

  /** On which page a demand is filed; where no page gives content, on one that gives the rest, and the product sends it elsewhere. */
  pageFor(country: string, wanted: Outcome, number: number): Instrument | undefined {
    const giving = this.pagesFor(country, wanted);
    const pages = giving.length > 0 ? giving : this.pagesFor(country, 'noncontent');
    return pages[number % pages.length];
  }

  /** Whether the law gives nobody of a country any content. */
  givesNoContent(country: string): boolean {
    return this.pagesFor(country, 'content').length === 0;
  }

  /** @throws InputError for countries that the law of the period gives nothing at all */
  require(rows: readonly Row[]): void {
    const without = rows.filter(
      ({ country, requests }) => requests > 0 && this.pagesFor(country, 'noncontent').length === 0,
    );
    if (without.length === 0) return;
    const named = without.map(({ country }) => country).join(', ');
    throw new InputError(
      `${this.#period.label}: no page of the rulebook is law then on which these are answered: ${named}`,
    );
  }

  #findPages(country: string, wanted: 'content' | 'noncontent'): readonly Instrument[] {
    const giving = this.#pages.filter((page) => this.#gives(page, country, wanted));
    const own = giving.filter(({ sample }) => sample.demand.authority.country === country);
    return own.length > 0 ? own : giving;
  }

  #gives(page: Instrument, country: string, wanted: Outcome): boolean {
    const at = this.#period.from.toISOString();
    const targets: Demand['targets'] = [{ type: 'email', value: 'someone@example.com' }];
    const demand = { ...blankOf(page, { country, wanted, at }), targets };
    const { outcome, authorised } = decide(this.#rulebook, demand, {
      now: at,
      accounts: [{ target: 0, matched: true, customer: 'consumer' }],
    });
    return authorised.length > 0 && ['accept', 'narrow', 'refer'].includes(outcome);
  }
}
