import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** How the people of the desk share their work. */
export function renderDesk({ general }: Rulebook): Markup {
  const { claims, ...others } = general.desk;
  const { says, minutes, longest, cite, emergencies, ...more } = claims;
  return html`${table(
    ['What holds', 'Minutes', 'At most', 'Source'],
    [
      {
        anchor: 'claims',
        cells: [html`${says}${termList(plainTerms(more))}`, `${minutes}`, `${longest}`, cite],
      },
      {
        anchor: 'emergencies',
        cells: [emergencies.says, `${emergencies.minutes}`, `${emergencies.longest}`, cite],
      },
    ],
  )}${termList(plainTerms(others))}`;
}
