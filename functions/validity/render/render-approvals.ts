import type { Page } from '../page.schema.ts';
import type { Rulebook } from '../rulebook.ts';
import { html, type Markup } from './html.ts';
import { plainTerms } from './plain-value.ts';
import { sayCondition } from './say-condition.ts';
import { termList } from './terms.ts';
import { counted } from './words.ts';

/** How many people must release what was found. */
export function renderApprovals({ mode, approvals = [] }: Page, rulebook: Rulebook): Markup {
  return html`<p>${
    mode === 'preserve'
      ? 'Nothing is disclosed, so nobody has to release anything'
      : 'A person reviews the demand, and one other person releases what was found'
  }${approvals.length > 0 && ', but for these cases'}.</p>
${
  approvals.length > 0 &&
  html`<ul>${approvals.map(
    ({ people, cite, when, ...others }) =>
      html`<li>${counted(people, 'person releases', 'people release')} it${when && `, where ${sayCondition(when, rulebook)}`} (${cite}).${termList(plainTerms(others))}</li>`,
  )}</ul>`
}`;
}
