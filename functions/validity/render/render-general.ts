import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { GeneralName } from '../pages/general-law.schema.ts';
import { linksTo } from '../words/phrase.ts';
import { plainTerms } from '../words/plain-text.ts';
import { GENERAL_TITLES } from './general-titles.ts';
import { htmlDocument } from './html-document.ts';
import { renderAnswers } from './render-answers.ts';
import { renderBands } from './render-bands.ts';
import { renderCertificates } from './render-certificates.ts';
import { renderCalendars, renderClocks } from './render-clocks.ts';
import { renderDesk } from './render-desk.ts';
import { renderDictionary } from './render-dictionary.ts';
import { renderLetters } from './render-letters.ts';
import { renderObjections } from './render-objections.ts';
import { renderPrinciples } from './render-principles.ts';
import { renderReports } from './render-reports.ts';
import { renderRoles } from './render-roles.ts';
import { renderRule } from './render-rule.ts';
import { renderSecrecy } from './render-secrecy.ts';
import { renderSeparation } from './render-separation.ts';
import { renderSources } from './render-sources.ts';
import { renderTariff } from './render-tariff.ts';
import { ruleAnchors } from './rule-list.ts';
import { table, termList } from './terms.ts';

const BODIES: Record<GeneralName, (rulebook: Rulebook) => Part> = {
  principles: renderPrinciples,
  'data-dictionary': renderDictionary,
  roles: renderRoles,
  clocks: renderClocks,
  calendars: renderCalendars,
  bands: renderBands,
  'fraud-signals': renderFraudSignals,
  overlays: renderOverlays,
  certificates: renderCertificates,
  secrecy: renderSecrecy,
  letters: renderLetters,
  objections: renderObjections,
  tariff: renderTariff,
  answers: renderAnswers,
  separation: renderSeparation,
  desk: renderDesk,
  reports: renderReports,
  sources: renderSources,
};

/** A file that holds for every instrument, in the form that suits it. */
export function renderGeneral(name: GeneralName, rulebook: Rulebook): string {
  const { title, about } = GENERAL_TITLES[name];
  return htmlDocument({
    title,
    crumbs: [{ href: '/rulebook', title: 'Rulebook' }],
    version: rulebook.version,
    body: html`<h1>${title}</h1><p class="lead">${about}</p>${BODIES[name](rulebook)}`,
  });
}

/** What marks a forged demand. */
function renderFraudSignals({ general }: Rulebook): Markup {
  const { signals, ...others } = general['fraud-signals'];
  return html`${table(
    ['Mark', 'Source', 'Name'],
    signals.map(({ id, says, source, ...more }) => ({
      anchor: id,
      cells: [html`${says}${termList(plainTerms(more))}`, source, html`<code>${id}</code>`],
    })),
  )}${termList(plainTerms(others))}`;
}

/** Laws laid over several instruments, with the instruments. */
function renderOverlays(rulebook: Rulebook): Markup {
  const { overlays, ...others } = rulebook.general.overlays;
  const anchor = ruleAnchors(overlays.map(({ rule }) => rule));
  return html`${overlays.map(({ instruments, rule, ...more }) =>
    renderRule(rule, {
      rulebook,
      anchor: anchor(rule),
      confirmed: true,
      more: [['Laid over', linksTo('', instruments)], ...plainTerms(more)],
    }),
  )}${termList(plainTerms(others))}`;
}
