import { html, Markup } from '../../shared/html.ts';
import type { Payload } from '../payload.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';
import { aboutSection } from './index-about.ts';
import { custodySection } from './index-custody.ts';
import { filesSection } from './index-files.ts';
import { foundSection } from './index-found.ts';
import { INDEX_STYLE } from './index-style.ts';

/** Nothing is loaded and nothing runs; pictures of the payload are not shown before somebody opens them. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

type Made = { predicate: Predicate; payload: Payload; law: DocumentLaw };

/** The page that a clerk opens first, without a network and without programs. */
export function indexPage({ predicate, payload, law }: Made): string {
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Disclosure for demand ${predicate.demandId}</title><style>${new Markup(INDEX_STYLE)}</style></head>
<body><header><h1>Disclosure for demand ${predicate.demandId}</h1>
<p class="soft">What a provider hands over in answer to a legal demand. All times are UTC.</p>
<nav aria-label="On this page"><a href="#about">The demand</a><a href="#found">What was found</a><a href="#files">Files</a><a href="#custody">How it came here</a><a href="#check">How to check it</a></nav></header>
<main>${aboutSection(predicate, law)}
${foundSection(predicate, law)}
${filesSection(payload)}
${custodySection(predicate)}
${CHECK}</main>
<footer><p>This page is made of what the signed statement says and is itself under its signature. README.txt says what each file is.</p></footer>
</body></html>`.text
  }\n`;
}

const CHECK = html`<h2 id="check">How to check it</h2>
<p>Whether every file is here and whole, in this folder:</p>
<pre>sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt</pre>
<p>That alone does not say who made the package. The signature in <code>statement.dsse.json</code> does, with the key that the provider publishes: a package that brings its own key proves nothing by itself. <a href="README.txt">README.txt</a> says how.</p>`;
