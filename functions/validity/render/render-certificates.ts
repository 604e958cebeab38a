import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Certificate } from '../pages/certificates.schema.ts';
import { plainTerms } from '../words/plain-text.ts';
import { confirmedBadge, termList } from './terms.ts';

/** Papers that go with disclosures, sentence by sentence with their law. */
export const renderCertificates = ({ general }: Rulebook): Markup =>
  html`${general.certificates.certificates.map(renderCertificate)}`;

function renderCertificate(certificate: Certificate): Markup {
  const { id, title, cite, source, confirmed, notes = [], sections, declaration, ...others } = certificate;
  return html`<section class="rule" id="${id}"><h2>${title} ${confirmedBadge(confirmed)}</h2>
<p class="meta">${cite}; read in: ${source}</p>
${notes.length > 0 && html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${sections.map(
  ({ heading, sentences, ...when }) =>
    html`<h3>${heading}</h3>${termList(plainTerms(when))}<ul>${sentences.map(
      ({ says, cite, ...because }) =>
        html`<li>${says} <span class="meta">${cite}</span>${termList(plainTerms(because))}</li>`,
    )}</ul>`,
)}
<p>${declaration.says} <span class="meta">${declaration.cite}</span></p>
${termList([['Id', id], ...plainTerms(others)])}</section>`;
}
