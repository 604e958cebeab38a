import { ACTS } from '../../shared/acts.ts';
import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** What people do on a demand, and which of it must be different people's. */
export function renderSeparation({ general }: Rulebook): Markup {
  const { acts, rules, ...others } = general.separation;
  return html`<h2>Different people</h2>${table(
    ['Act', 'Not by who did', 'But for', 'Why', 'Source'],
    rules.map(({ id, act, notBy, unless, says, cite }) => ({
      anchor: id,
      cells: [
        act,
        notBy.join(', '),
        unless && `${unless.emergency ? 'an emergency' : 'whatever'} that ${unless.releases} people release`,
        says,
        cite,
      ],
    })),
  )}<h2>Acts</h2>${table(
    ['Act', 'What it is'],
    ACTS.map((act) => ({ anchor: `act-${act}`, cells: [act, acts[act]] })),
  )}${termList(plainTerms(others))}`;
}
