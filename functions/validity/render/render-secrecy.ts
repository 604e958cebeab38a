import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { lengthText } from '../words/say-clock.ts';
import { table, termList } from './terms.ts';

/** Orders of silence: their times, and the examples by which they are held. */
export function renderSecrecy({ general, clocks }: Rulebook): Markup {
  const { unexamined, unfounded, reviews, examples, ...others } = general.secrecy;
  const times = [
    { anchor: 'unexamined', ...unexamined },
    { anchor: 'unfounded', ...unfounded },
    ...reviews.map((review) => ({ anchor: review.clock, ...review })),
  ];
  return html`${table(
    ['What holds', 'Time', 'Source'],
    times.map(({ anchor, says, clock, cite, ...more }) => {
      const length = clocks[clock];
      return {
        anchor,
        cells: [
          html`${says}${termList(plainTerms(more))}`,
          html`<a href="/rulebook/clocks#${clock}">${length ? lengthText(length) : clock}</a>`,
          cite,
        ],
      };
    }),
  )}<h2>Worked examples</h2>${examples.map(
    ({ title, ...example }) => html`<h3>${title}</h3>${termList(plainTerms(example))}`,
  )}${termList(plainTerms(others))}`;
}
