import type { GeneralName } from '../general-law.schema.ts';
import type { Rulebook } from '../rulebook.ts';
import { GENERAL_TITLES } from './general-titles.ts';
import { html, type Part } from './html.ts';
import { htmlDocument } from './html-document.ts';
import { renderBands } from './render-bands.ts';
import { renderClocks } from './render-clocks.ts';
import { renderDictionary } from './render-dictionary.ts';
import { renderFraudSignals } from './render-fraud-signals.ts';
import { renderOverlays } from './render-overlays.ts';
import { renderPrinciples } from './render-principles.ts';
import { renderRoles } from './render-roles.ts';

const BODIES: Record<GeneralName, (rulebook: Rulebook) => Part> = {
  principles: renderPrinciples,
  'data-dictionary': renderDictionary,
  roles: renderRoles,
  clocks: renderClocks,
  bands: renderBands,
  'fraud-signals': renderFraudSignals,
  overlays: renderOverlays,
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
