/** The page's own style: no other is let in. */
export const INDEX_STYLE = `
:root{--ink:#1b1f24;--soft:#4f5964;--line:#c9d0d7;--tint:#f5f7f9;--link:#0b57a4;--warn:#7a4100;--warn-tint:#fff4e0}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:var(--ink);background:#fff;max-width:64rem;margin:2rem auto;padding:0 1.25rem}
h1{font-size:1.8rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.3rem;margin:2.2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--link)}
code,.path{font:.88em/1.4 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
nav a{margin-right:1rem}
.soft{color:var(--soft)}
.note{border-left:.3rem solid var(--warn);background:var(--warn-tint);padding:.5rem .9rem}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.3rem 1rem;margin:.6rem 0}
dt{font-weight:600;color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.5rem 0 1rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{overflow-wrap:normal;background:var(--tint);border-bottom:2px solid var(--soft)}
tbody th{font-weight:400}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
pre{background:var(--tint);padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem;color:var(--soft);font-size:.88rem}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}}
@media print{body{font-size:10pt;margin:0;max-width:none;padding:0}nav{display:none}a{color:inherit;text-decoration:none}h2,h3,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
`;
