import { html, Markup, type Part } from '../../shared/html.ts';

type Content = { title: string; body: Part };

/** A page that stands by itself: no script, nothing of anybody else's, readable in the dark, on a telephone and on paper. */
export const htmlDocument = ({ title, body }: Content): string =>
  `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>`.text
  }\n`;

/** Hatching, which a colour alone would not tell from a bar. Once in a document, before its charts. */
export const HATCHING = html`<svg class="defs" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern>
</defs></svg>`;

const STYLE = new Markup(`
:root{color-scheme:light dark;--ground:#ffffff;--soft:#f3f4f6;--text:#14181d;--muted:#4a545e;--link:#134f8f;--line:#c9ced4;--caution:#7a4300}
@media(prefers-color-scheme:dark){:root{--ground:#14181d;--soft:#1e242b;--text:#eceff2;--muted:#b3bcc5;--link:#8cc4ff;--line:#46505a;--caution:#ffc069}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.5 system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1{font-size:2rem;line-height:1.15;margin:.25rem 0 .75rem}
h2{font-size:1.4rem;line-height:1.25;margin:3rem 0 .75rem}
h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
p,ul{max-width:44rem;margin:.5rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #ffd83d;outline-offset:2px;box-shadow:0 0 0 5px #14181d}
.muted,caption,figcaption{color:var(--muted);font-size:.9375rem}
.caution{border-left:.3rem solid var(--caution);background:var(--soft);padding:.6rem 1rem;max-width:44rem}
.findings{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));max-width:none}
.findings li{background:var(--soft);padding:1rem 1.1rem;border-top:.25rem solid var(--link)}
.findings b{display:block;font-size:1.9rem;line-height:1.1;margin-bottom:.35rem}
figure{margin:1rem 0;max-width:52rem}.multiples figure{max-width:none}
.multiples{display:grid;gap:0 2rem;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr))}
.defs{position:absolute;width:0;height:0}
.chart{display:block;width:100%;height:auto;overflow:visible}
.chart text{font-size:14px;fill:var(--text);dominant-baseline:central}
.chart .label{text-anchor:end}
.narrow .label{text-anchor:start}.chart.narrow{display:none;max-width:26rem}
.chart .zero{stroke:var(--muted)}
.bar{fill:var(--link)}
.range{fill:url(#hatch);stroke:var(--link)}
.hatch-ground{fill:var(--ground)}
.hatch-line{stroke:var(--link);stroke-width:3}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}tbody th{min-width:7rem}
caption{text-align:left;padding:.25rem 0}
th,td{padding:.4rem .6rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--text);font-size:.9375rem}
.n{text-align:right}thead th{vertical-align:bottom;line-height:1.25}
summary{cursor:pointer;color:var(--link);padding:.35rem 0}
td>code{display:block;min-width:15rem}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
dt{font-weight:600;margin-top:.75rem}
dd{margin:0;max-width:44rem}
@media(max-width:40rem){h1{font-size:1.6rem}table{font-size:.9375rem}}
@media screen and (max-width:44rem){.chart.wide{display:none}.chart.narrow{display:block}}
@media print{.findings{grid-template-columns:repeat(3,1fr)}figure{max-width:54rem}th,td{padding:.2rem .35rem .2rem 0}tbody th{min-width:0}.scroll{overflow:visible}:root{font-size:7.5pt;--ground:#fff;--soft:#fff;--text:#000;--muted:#000;--link:#000;--line:#999}main{max-width:none;padding:0}.no-print{display:none}figure,tr,.findings li{break-inside:avoid}h2,h3{break-after:avoid}details>summary{display:none}a{text-decoration:none}}
`);
