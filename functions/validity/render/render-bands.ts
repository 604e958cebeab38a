import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { BandCategory, BandScheme, Delay } from '../law/band-scheme.schema.ts';
import { capital, counted, humanise, wordFor } from '../words/language.ts';
import { linksTo } from '../words/phrase.ts';
import { countryName } from '../words/places.ts';
import { plainTerms } from '../words/plain-text.ts';
import { confirmedBadge, type Term, table, termList } from './terms.ts';

type Chosen = BandScheme & { chosen: boolean; confirmed: boolean };

/** Structures in which national-security process may be printed, the chosen ones marked. */
export function renderBands({ general }: Rulebook): Markup {
  const { bands, ...others } = general.bands;
  return html`${bands.map(renderScheme)}${termList(plainTerms(others))}`;
}

function renderScheme(scheme: Chosen): Markup {
  const { id, jurisdiction, cite, width, base, cadence, chosen, confirmed, categories, ...others } = scheme;
  const terms: Term[] = [
    ['Covers process of', countryName(jurisdiction)],
    ['Source', cite],
    ['Bands', `of ${width}, the first from ${base} to ${base + width - 1}`],
    ['Printed for each', wordFor({ 'half-year': 'half of a year', year: 'year' }, cadence)],
    ['Confirmed', confirmedBadge(confirmed)],
    ...plainTerms(others),
  ];
  return html`<section class="rule" id="${id}"><h4>${cite} <span class="badge">${chosen ? 'chosen' : 'not chosen'}</span></h4>
<p class="meta"><a href="#${id}"><code>${id}</code></a></p>${termList(terms)}
${table(['Number', 'Demands counted', 'Earliest'], categories.map(categoryRow))}</section>`;
}

function categoryRow({ id, instruments, delay, ...others }: BandCategory) {
  return {
    cells: [
      html`${capital(humanise(id))}${termList(plainTerms(others))}`,
      instruments ? linksTo('', instruments) : 'all national-security process',
      delayText(delay),
    ],
  };
}

function delayText(delay: Delay): string {
  const length = 'days' in delay ? counted(delay.days, 'day') : counted(delay.years, 'year');
  return length.startsWith('0 ') ? 'once the period is over' : `${length} after the period`;
}
