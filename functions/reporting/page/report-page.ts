import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Report } from '../report.schema.ts';
import { htmlDocument } from './document.ts';
import { findingsOf } from './findings.ts';
import { bandSections } from './report-bands.ts';
import { byDimension } from './report-breakdowns.ts';
import { changesOf } from './report-changes.ts';
import { byCountry, byInstrument, byOutcome, forTheWorld } from './report-counts.ts';
import { instantText, periodText, reasonText, sentence } from './words.ts';

/**
 * An edition of a report as a page, drawn from its JSON alone: whoever has that can draw the same. Each chart has its table,
 * each word of it its meaning, and what is not told says so.
 */
export function reportPage(report: Report): string {
  const { period, edition, asOf, interim, measures } = report;
  const title = `Transparency report, ${periodText(period)}`;
  return htmlDocument({
    title: `${title}, edition ${edition}`,
    body: html`${!interim && html`<p class="muted no-print"><a href="../reports">All reports</a></p>`}
<h1>${title}</h1>
<p>Legal demands for customer data that were received from ${instantText(report.from)} up to ${instantText(report.to)}.</p>
<p class="muted">Edition ${edition}, drawn ${instantText(asOf)}. ${standingOf(report)}</p>
${interim && html`<p class="caution">The period was not over when this was drawn: its numbers will grow.</p>`}
${report.servedFrom && html`<p class="caution">The service began on ${instantText(report.servedFrom)}: nothing that came before is counted.</p>`}
${report.retracted ? html`<p class="caution">This edition takes back the one before it: none of its numbers stands.</p>` : counts(report)}
${changesOf(report)}
<h2 id="counting">How this is counted</h2>
<p>A demand counts in the period in which it was received, for ever. What came of it may become known later, and then changes the next edition of that period: what is pending here was not decided yet. Its country is that of the authority that issued it. Other companies count otherwise; their numbers are not to be compared with these.</p>
<dl>${Object.entries(measures).map(([name, meaning]) => html`<dt>${sentence(name)}</dt><dd>${meaning}</dd>`)}</dl>
${downloads(report)}`,
  });
}

const counts = (report: Report): Part => [
  findingsOf(report),
  byCountry(report),
  byOutcome(report),
  byInstrument(report),
  byDimension(report),
  forTheWorld(report),
  bandSections(report),
];

function standingOf({ edition, supersedes, reason }: Report): string {
  if (supersedes === undefined) return edition === 1 ? 'The first of its period.' : '';
  return `It takes the place of edition ${supersedes}.${reason ? ` Why: ${reasonText(reason)}.` : ''}`;
}

/** Queries alone, which hold at whatever address the page is read. */
function downloads({ period, edition, interim }: Report): Markup {
  const as = (format: string) => `?edition=${edition}&format=${format}`;
  const logged = html`, which <a href="${period}/proof?edition=${edition}">a public log has</a>`;
  return html`<h2 id="data">The data</h2>
<p>This page is drawn from <a href="${as('json')}">the edition as JSON</a>${!interim && logged}; <a href="${as('csv')}">its facts as CSV</a> have a row for each number, and <a href="${as('datapackage')}">a data package</a> says what is in it. Editions are never changed and never removed.</p>`;
}
