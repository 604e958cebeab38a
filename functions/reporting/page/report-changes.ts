import { html, type Part } from '../../shared/html.ts';
import type { Cell, CellChange, Report } from '../report.schema.ts';
import { table } from './tables.ts';
import { cellText, countryText, instrumentText, reasonText, sentence } from './words.ts';

/** Every number that differs from the edition before, with why. */
export function changesOf({ changes, supersedes }: Report): Part {
  if (supersedes === undefined) return undefined;
  const heading = html`<h2 id="changes">What changed since edition ${supersedes}</h2>`;
  if (changes.length === 0) return html`${heading}<p>No number of it.</p>`;
  return html`${heading}<details open><summary>${changes.length} ${changes.length === 1 ? 'number' : 'numbers'}</summary>${table(
    'Numbers that changed',
    [
      { says: 'Number' },
      { says: 'Before', isNumber: true },
      { says: 'Now', isNumber: true },
      { says: 'Why' },
    ],
    changes.map(rowOf),
  )}</details>`;
}

function rowOf({ before, after, reason }: CellChange): Part[] {
  const cell = after ?? before;
  const text = (side: Cell | null) => (side === null ? '–' : cellText(side));
  return [cell ? placeText(cell) : '', text(before), text(after), reason ? reasonText(reason) : ''];
}

const placeText = ({ series, country, instrument, measure, outcome }: Cell): string =>
  [
    sentence(measure),
    ...(outcome === null || outcome === 'ALL' ? [] : [outcome]),
    instrumentText(instrument),
    countryText(country),
    series,
  ].join(', ');
