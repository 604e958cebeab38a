import { html, Markup, type Part } from '../../shared/html.ts';

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

/** The only style there is: the content security policy lets no other in. */
const STYLE = new Markup(`
:root{--ink:#1b1f24;--soft:#59636e;--line:#d5dae0;--tint:#f5f7f9;--link:#0b57a4;--warn:#8a4b00;--warn-tint:#fff4e0}
*{box-sizing:border-box}
body{font:16px/1.55 Georgia,"Times New Roman",serif;color:var(--ink);max-width:56rem;margin:2rem auto;padding:0 1.25rem}
h1,h2,h3,h4,th,dt,nav,footer,.badge,.meta{font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:.4rem 0 .6rem}
h2{font-size:1.35rem;margin:2.6rem 0 .8rem;padding-bottom:.25rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.8rem 0 .6rem;color:var(--soft)}
h4{font-size:1rem;margin:0;line-height:1.4}
p{margin:.5rem 0}
a{color:var(--link)}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.lead{font-size:1.12rem}
.crumbs,.contents,.meta,footer{font-size:.85rem;color:var(--soft)}
.contents a{margin-right:1rem;white-space:nowrap}
.meta{margin:.15rem 0 .5rem}
.badge{display:inline-block;font-size:.75rem;font-weight:600;line-height:1.4;padding:.05rem .45rem;border:1px solid var(--line);border-radius:.6rem;color:var(--soft);white-space:nowrap}
.badge.warn{color:var(--warn);border-color:var(--warn);background:var(--warn-tint)}
.caution{border-left:.3rem solid var(--warn);background:var(--warn-tint);padding:.5rem .9rem}
.rule,.example{margin:.8rem 0;padding:.7rem .95rem;border:1px solid var(--line);border-radius:.35rem;break-inside:avoid}
.rule:target,.example:target,dd:target,tr:target{background:#fffbe0;outline:2px solid #d9b400}
.idle{background:var(--tint);color:var(--soft)}
dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.25rem 1rem;margin:.4rem 0}
dt{font-size:.82rem;font-weight:600;color:var(--soft);padding-top:.12rem}
dd{margin:0;overflow-wrap:anywhere}
.small{font-size:.88rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.6rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th{font-size:.8rem;color:var(--soft);border-bottom:2px solid var(--line)}
table.even{table-layout:fixed}.even th:nth-child(1),.even th:nth-child(2){width:28%}.even th:last-child{width:16%}.example h3{margin-top:0}
ul{padding-left:1.25rem;margin:.4rem 0}
li{margin:.25rem 0}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem;overflow-wrap:anywhere}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}}
@media print{body{font-size:10.5pt;margin:0;max-width:none}.crumbs,.contents{display:none}a{color:inherit;text-decoration:none}h2,h3,h4{break-after:avoid}}
`);
