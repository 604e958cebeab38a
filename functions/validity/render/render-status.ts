import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Instrument } from '../pages/instrument.ts';
import { capital, wordFor } from '../words/language.ts';
import { forceText } from '../words/moment-text.ts';
import { MODES, SERIES_NAMES } from '../words/vocabulary.ts';
import { confirmedBadge, termList } from './terms.ts';

const COUNSEL: Readonly<Record<string, string>> = {
  lawyer: 'the machine refuses nothing for want of reach but secrets: a lawyer decides.',
  cleared:
    'the machine refuses nothing for want of reach: counsel with a clearance decides, also where only secrets are asked for.',
};

/** What an instrument is: its source, since when, how far we confirmed it, and what it counts as. */
export function renderStatus(page: Instrument, { principles }: Rulebook): Markup {
  const { id, citation, effective, confirmed, mode, warrant, counsel, actsAsUnderlying, series, rules } =
    page;
  const open = rules.filter((rule) => rule.confirmed === false).length;
  return html`${
    !confirmed &&
    html`<p class="caution"><strong>Not confirmed.</strong> ${principles.unconfirmed.says} Its rules have their effect all the same, unless they are marked themselves.</p>`
  }${termList([
    ['Source', citation],
    ['In force', forceText(effective), 'in-force:instrument'],
    ['Confirmed', confirmedBadge(confirmed, open), 'in-force:confirmed'],
    ['What it does', `It ${wordFor(MODES, mode)}.`],
    [
      'Warrant',
      warrant
        ? 'It counts as one: content, stored location and the search of an area may be asked for, as far as it reaches them.'
        : actsAsUnderlying
          ? 'Counts as a warrant only where it was made as one.'
          : 'It does not count as one: content and location only as far as the table below reaches them, and no search of an area.',
    ],
    ['Machine and lawyer', counsel !== undefined && capital(wordFor(COUNSEL, counsel))],
    [
      'Made as another',
      actsAsUnderlying !== undefined &&
        (actsAsUnderlying
          ? 'The page of the instrument that it was made as applies as well, with its reach, times and notice.'
          : 'No other page applies.'),
    ],
    ['Counted as', html`${capital(wordFor(SERIES_NAMES, series))} process in the transparency report`],
    ['Name in the API', html`<code>${id}</code>`],
  ])}`;
}
