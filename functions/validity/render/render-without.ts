import type { Page } from '../page.schema.ts';
import { ruleId } from '../rule-id.ts';
import type { Rulebook } from '../rulebook.ts';
import { html, type Markup } from './html.ts';
import { plainTerms } from './plain-value.ts';
import { termList } from './terms.ts';

/** General rules that do not apply to an instrument, and why. */
export function renderWithout({ without = [] }: Page, { principles }: Rulebook): Markup | undefined {
  if (without.length === 0) return undefined;
  const { first, last } = principles.rules;
  const sayingOf = (id: string) => [...first, ...last].find((rule) => ruleId(rule) === id)?.says;
  return html`${without.map(
    ({ rule, because, ...others }) =>
      html`<section class="rule"><h4>${sayingOf(rule) ?? rule}</h4>
<p class="meta"><a href="/rulebook/principles#${rule}"><code>${rule}</code></a></p>
${termList([['Left out because', because], ...plainTerms(others)])}</section>`,
  )}`;
}
