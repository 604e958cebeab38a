import { html, type Part } from '../../shared/html.ts';
import { percent } from '../percent.ts';
import { ALL, type Report, type ToldCell, WORLD } from '../report.schema.ts';
import { numberOf, sumsOf } from './cells.ts';
import { countryText, numberText, percentText } from './words.ts';

/** What a reader who has a minute takes with them: three sentences, each with the number that it is about. */
export function findingsOf(report: Report): Part {
  const sum = sumsOf(report);
  const of = (outcome: ToldCell['outcome']) => numberOf(sum({ outcome }));
  const received = of(ALL);
  if (received === undefined)
    return html`<p class="caution">The number of demands is not told in this edition.</p>`;
  const accounts = numberOf(sum({ measure: 'accounts' }));
  const [first, ...others] = largestCountries(report);
  return html`<ul class="findings">
<li><b>${numberText(received)}</b> demands for data were received${
    first &&
    html`, from ${numberText(others.length + 1)} ${others.length === 0 ? 'country' : 'countries'}. Most came from: ${countryText(first.country)} (${numberText(first.received)})`
  }.</li>
${disclosedOf(received, of)}
${accounts !== undefined && html`<li><b>${numberText(accounts)}</b> accounts were concerned, each counted with every demand for it.</li>`}
</ul>`;
}

/** Which share was disclosed: said where both kinds of it are told. */
function disclosedOf(received: number, of: (outcome: ToldCell['outcome']) => number | undefined): Part {
  const [content, other, pending] = [of('content'), of('non-content'), of('pending')];
  if (content === undefined || other === undefined) return undefined;
  const share = percent(content + other, received);
  if (share === null) return undefined;
  return html`<li><b>${percentText(share)}</b> of them ended in a disclosure, ${numberText(content + other)}: ${numberText(content)} of content, ${numberText(other)} of other data only.${
    pending !== undefined && pending > 0 && ` ${numberText(pending)} were not decided yet.`
  }</li>`;
}

/** Countries with what was received from each, the most first. */
export function largestCountries({ totals }: Report): { country: string; received: number }[] {
  return totals
    .filter(
      ({ series, country, measure, outcome }) =>
        series === ALL && country !== WORLD && measure === 'demands' && outcome === ALL,
    )
    .flatMap((cell) => {
      const received = numberOf(cell);
      return received === undefined ? [] : [{ country: cell.country, received }];
    })
    .sort((a, b) => b.received - a.received || (a.country < b.country ? -1 : 1));
}
