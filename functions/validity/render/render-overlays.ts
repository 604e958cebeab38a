import type { Rulebook } from '../rulebook.ts';
import { html, type Markup } from './html.ts';
import { instrumentLinks } from './instrument-links.ts';
import { plainTerms } from './plain-value.ts';
import { renderRule } from './render-rule.ts';
import { ruleAnchors } from './rule-anchors.ts';
import { termList } from './terms.ts';

/** Laws laid over several instruments, with the instruments. */
export function renderOverlays(rulebook: Rulebook): Markup {
  const { overlays, ...others } = rulebook.general.overlays;
  const anchor = ruleAnchors(overlays.map(({ rule }) => rule));
  return html`${overlays.map(({ instruments, rule, ...more }) =>
    renderRule(rule, {
      rulebook,
      anchor: anchor(rule),
      confirmed: true,
      more: [['Laid over', instrumentLinks(instruments)], ...plainTerms(more)],
    }),
  )}${termList(plainTerms(others))}`;
}
