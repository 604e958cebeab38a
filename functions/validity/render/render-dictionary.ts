import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { GeneralLaw } from '../pages/general-law.schema.ts';
import { jurisdictionName } from '../words/places.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

type Family = GeneralLaw['data-dictionary']['families'][number];
type Marks = { content?: boolean | undefined; secret?: boolean | undefined };

/** Families of data with their items, and what each jurisdiction calls them. */
export function renderDictionary({ general }: Rulebook): Markup {
  const { families, ...others } = general['data-dictionary'];
  return html`<p>A demand names families or items; a family stands for all its items. What an instrument reaches is on its page.</p>
<nav class="contents">${families.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
${families.map(renderFamily)}${termList(plainTerms(others))}`;
}

function renderFamily({ id, title, items, content, secret, tiers, ...others }: Family): Markup {
  return html`<h2 id="${id}">${title}</h2><p class="meta"><code>${id}</code>${marks({ content, secret })}</p>
${
  items &&
  table(
    ['Item', 'Name in demands'],
    items.map(({ id: item, title: name, content: isContent, ...more }) => ({
      anchor: `${id}.${item}`,
      cells: [
        html`${name}${marks({ content: isContent })}${termList(plainTerms(more))}`,
        html`<code>${id}.${item}</code>`,
      ],
    })),
  )
}
${termList([...Object.entries(tiers).map(([code, tier]): [string, string] => [jurisdictionName(code), tier]), ...plainTerms(others)])}`;
}

const marks = ({ content, secret }: Marks): Markup =>
  html`${mark(content, 'substance of communications', 'not substance')}${mark(secret, 'never produced', 'may be produced')}`;

const mark = (holds: boolean | undefined, yes: string, no: string) =>
  holds !== undefined && html` <span class="badge">${holds ? yes : no}</span>`;
