import { html, type Markup, type Part } from './html.ts';
import { STYLE } from './style.ts';

export type Crumb = { href: string; title: string };
type Content = { title: string; crumbs: readonly Crumb[]; version: string; body: Part };

/** A whole document: readable and printable without anybody else's style sheet, without scripts. */
export function htmlDocument({ title, crumbs, version, body }: Content): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style></head>
<body>${crumbs.length > 0 && html`<nav class="crumbs">${crumbs.map(crumb)}</nav>`}
<main>${body}</main>
<footer><p>An engineer's reading of the law, not legal advice. Rulebook version <code>${version}</code>.</p></footer>
</body></html>`.text
  }\n`;
}

const crumb = ({ href, title }: Crumb): Markup => html`<a href="${href}">${title}</a> › `;
