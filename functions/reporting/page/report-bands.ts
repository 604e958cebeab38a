import { html, type Markup, type Part } from '../../shared/html.ts';
import type { BandCell, BandSection, Report } from '../report.schema.ts';
import { barChart } from './chart.ts';
import { HATCHING } from './document.ts';
import { table } from './tables.ts';
import { cellText, countryText, instrumentText, sentence } from './words.ts';

/** National-security process: ranges, drawn as ranges, and what is not told said as that. */
export function bandSections({ nationalSecurity }: Report): Part {
  return html`<h2 id="national-security">National security</h2>
<p>The law lets this be told in ranges only. A range is drawn from the first to the last number that it may stand for: there is no number in its middle, and ranges cannot be added up. None of these demands is in any other number of this report.</p>
${nationalSecurity.length === 0 ? html`<p>No such numbers are published for this period.</p>` : [HATCHING, nationalSecurity.map(sectionOf)]}`;
}

function sectionOf({ jurisdiction, cite, cells, corrected }: BandSection): Markup {
  const most = Math.max(1, ...cells.map(({ high }) => high ?? 0));
  const told = cells.filter(({ state }) => state === 'band');
  const where = countryText(jurisdiction);
  return html`<h3>${where}</h3><p class="muted">Published under ${cite}.${corrected && ' Drawn anew once, by a correction.'}</p>
${
  told.length > 0 &&
  html`<figure>${barChart({
    title: `National-security process of ${where} in ranges; the table has the same ranges`,
    most,
    bars: told.map((cell) => ({
      label: `${sentence(cell.measure)}, ${instrumentText(cell.instrument).toLowerCase()}`,
      low: cell.low ?? 0,
      high: cell.high ?? 0,
      says: cellText(cell),
    })),
  })}</figure>`
}
${table(
  `National-security process of ${where}`,
  [
    { says: 'Process' },
    { says: 'Counted' },
    { says: 'Range', isNumber: true },
    { says: 'May be told one by one', isNumber: true },
  ],
  cells.map((cell) => [
    instrumentText(cell.instrument),
    sentence(cell.measure),
    cellText(cell),
    liftedText(cell),
  ]),
)}`;
}

const liftedText = ({ lifted }: BandCell): string => (lifted === undefined ? '–' : String(lifted));
