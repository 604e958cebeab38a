import { html, htmlDocument, type Markup } from './html.ts';
import type { Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';
import type { Instrument, Rulebook } from './rulebook.ts';

/** A page as a reader wants it: what it is, what it reaches, every rule with an anchor, and worked examples. */
export function renderPage(page: Instrument, { version }: Rulebook): string {
  const { title, summary, citation, effective, confirmed, notes = [], reaches, rules, all, notice } = page;
  const general = all.filter((rule) => !rules.includes(rule));
  return htmlDocument(
    title,
    html`<p><a href="/rulebook">Rulebook</a></p>
<h1>${title}</h1>
<p>${summary}</p>
<dl><dt>Source</dt><dd>${citation}</dd>
<dt>In force</dt><dd>from ${effective.from}${effective.to && ` to ${effective.to}`}</dd>
<dt>Customer notice</dt><dd>${notice.regime} (${notice.cite})</dd></dl>
${!confirmed && html`<p class="note">Not confirmed in a source that could be opened: a person must check it before relying on it.</p>`}
${notes.map((note) => html`<p class="note">${note}</p>`)}
<h2 id="reach">What it reaches</h2>
<ul>${reaches.map(({ items, cite, when }) => html`<li>${items.join(', ')}${cite && ` (${cite})`}${when && html`, where ${JSON.stringify(when)}`}</li>`)}</ul>
<h2 id="rules">What is checked</h2><dl>${rules.map(ruleText)}</dl>
<h2 id="general">What is checked of every instrument</h2><dl>${general.map(ruleText)}</dl>
<h2 id="examples">Examples</h2>
<ul>${page.examples.map(({ title: name, expect }) => html`<li>${name}: <strong>${expect.outcome}</strong>${expect.reasons && ` (${expect.reasons.join(', ')})`}</li>`)}</ul>
<p>Version <code>${version}</code>.</p>`,
  );
}

function ruleText(rule: Rule): Markup {
  const id = ruleId(rule);
  const { says, cite, otherwise, confirmed, effective } = rule;
  return html`<dt id="${id}"><a href="#${id}"><code>${id}</code></a></dt>
<dd>${says} Source: ${cite}.${effective && ` In force from ${effective.from}${effective.to === undefined ? '' : ` to ${effective.to}`}.`}${confirmed === false && ' Not confirmed.'}
Otherwise: ${otherwise.outcome}${otherwise.reason && ` (${otherwise.reason})`}. ${otherwise.do}</dd>`;
}
