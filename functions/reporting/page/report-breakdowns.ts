import { html, type Part } from '../../shared/html.ts';
import { DIMENSIONS } from '../dimensions.ts';
import { type Report, WORLD } from '../report.schema.ts';
import { table } from './tables.ts';
import { countryText, numberText, sentence } from './words.ts';

const COLUMNS = [{ says: 'Country' }, { says: 'Which' }, { says: 'Demands', isNumber: true }];

/** Who sent the demands, which way they came and what they concern: a table for each, where an edition tells of it. */
export function byDimension({ breakdowns = [] }: Report): Part {
  if (breakdowns.length === 0) return undefined;
  return html`<h2 id="breakdowns">Who sent them, and which way</h2>
<p>Counted once, with the first edition after the end of the period. What few demands have in common is told together, as other.</p>
${Object.keys(DIMENSIONS).map((dimension) => {
  const rows = breakdowns
    .filter(({ measure }) => measure.startsWith(`${dimension}-`))
    .map(({ country, measure, low }) => [
      country === WORLD ? 'All' : countryText(country),
      sentence(measure.slice(dimension.length + 1)),
      numberText(low),
    ]);
  return rows.length === 0 ? undefined : table(`Demands by ${dimension}`, COLUMNS, rows);
})}`;
}
