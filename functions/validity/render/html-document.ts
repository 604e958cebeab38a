import { html, Markup, type Part } from '../../shared/html.ts';

export type Crumb = { href: string; title: string };
type Content = { title: string; crumbs: readonly Crumb[]; version: string; body: Part };

/** A whole document: readable and printable without anybody else's style sheet, without scripts. */
export function htmlDocument({ title, crumbs, version, body }: Content): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body>${crumbs.length > 0 && html`<nav class="crumbs" aria-label="Breadcrumb"><ol>${crumbs.map(crumb)}<li aria-current="page">${title}</li></ol></nav>`}
<main>${body}</main>
<footer><p>An engineer's reading of the law, not legal advice. Rulebook version <code>${version}</code>.</p></footer>
</body></html>`.text
  }\n`;
}

const crumb = ({ href, title }: Crumb): Markup => html`<li><a href="${href}">${title}</a></li>`;

/** The only style there is: the content security policy lets no other in. */
const STYLE = new Markup(`
:root{color-scheme:light dark;--ground:#fff;--ink:#14181d;--soft:#4a545e;--line:#c9ced4;--tint:#f3f4f6;--link:#134f8f;--warn:#7a4300;--warn-tint:#fff4e0;--here:#fffbe0}
@media(prefers-color-scheme:dark){:root{--ground:#14181d;--ink:#eceff2;--soft:#b3bcc5;--line:#46505a;--tint:#1e242b;--link:#8cc4ff;--warn:#ffc069;--warn-tint:#2b2417;--here:#332d10}}
*{box-sizing:border-box}
body{font:16px/1.55 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--ground);max-width:56rem;margin:2rem auto;padding:0 1.25rem}
h1,h2,h3,h4,th,dt,nav,footer,.badge,.meta{font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:.4rem 0 .6rem}
h2{font-size:1.35rem;margin:2.6rem 0 .8rem;padding-bottom:.25rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.8rem 0 .6rem;color:var(--soft)}
h4{font-size:1rem;margin:0;line-height:1.4}
p{margin:.5rem 0}
a{color:var(--link)}
a:focus-visible{outline:3px solid #ffd83d;outline-offset:2px;box-shadow:0 0 0 5px #14181d}
.crumbs ol{list-style:none;margin:0;padding:0}.crumbs li{display:inline;margin:0}.crumbs li+li::before{content:"› "}.crumbs li::after{content:" "}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.lead{font-size:1.12rem}
.crumbs,.contents,.meta,footer{font-size:.85rem;color:var(--soft)}
.contents a{margin-right:1rem;white-space:nowrap}
.meta{margin:.15rem 0 .5rem}
.badge{display:inline-block;font-size:.75rem;font-weight:600;line-height:1.4;padding:.05rem .45rem;border:1px solid var(--line);border-radius:.6rem;color:var(--soft);white-space:nowrap}
.badge.warn{color:var(--warn);border-color:var(--warn);background:var(--warn-tint)}
.caution{border-left:.3rem solid var(--warn);background:var(--warn-tint);padding:.5rem .9rem}
.rule,.example{margin:.8rem 0;padding:.7rem .95rem;border:1px solid var(--line);border-radius:.35rem;break-inside:avoid}
.rule:target,.example:target,dd:target,tr:target{background:var(--here);outline:2px solid #d9b400}
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
form.search{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;background:var(--tint);padding:.8rem 1rem;margin:1rem 0}form.search p{flex:1 1 9rem;margin:0}form.search p:first-child{flex:9 1 16rem}label{display:block;font:600 .82rem system-ui,"Segoe UI",Helvetica,Arial,sans-serif}input,select,button{font:inherit;min-height:2.6rem;width:100%;padding:.3rem .6rem;color:var(--ink);background:var(--ground);border:2px solid var(--soft);border-radius:0}button{background:var(--link);border-color:var(--link);color:var(--ground);font-weight:600;padding:.3rem 1.2rem}input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid #ffd83d;outline-offset:2px;box-shadow:0 0 0 5px #14181d}.found{font-size:1.1rem;margin:0;padding:0;border:0}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem;overflow-wrap:anywhere}
@media(max-width:40rem){table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{padding:.5rem 0;border-bottom:1px solid var(--line)}td{border:0;padding:.15rem 0;overflow-wrap:anywhere}td::before{content:attr(data-label);display:block;font:600 .8rem system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:var(--soft)}.contents a{display:inline-block;white-space:normal;padding:.2rem 0}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}}
@media print{:root{color-scheme:light;--ground:#fff;--ink:#000;--soft:#000;--line:#999;--tint:#fff;--link:#000;--warn:#000;--warn-tint:#fff}body{font-size:10.5pt;margin:0;max-width:none}.crumbs,.contents{display:none}a{color:inherit;text-decoration:none}main>dl a[href^="https:"]::after{content:" (" attr(href) ")";overflow-wrap:anywhere}form.search{display:none}h2,h3,h4{break-after:avoid}}
`);
