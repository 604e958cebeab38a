import { html, type Markup, type Part } from '../../shared/html.ts';
import { itemTitle } from '../../validity/words/item-title.ts';
import { humanise } from '../../validity/words/language.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';
import { andMore, bdi, dataTable } from './index-parts.ts';
import { whenText } from './when-text.ts';

const MAX_PERIODS = 20;
const MAX_ACCOUNTS_NAMED = 50;

/** Who asked, under which paper, for whose data and which time, and who answers. */
export function aboutSection(predicate: Predicate, law: DocumentLaw): Markup {
  const { authority, reference, review, provider, filedAt, sealedAt, demandId } = predicate;
  return html`<h2 id="about">The demand and the answer</h2>
${terms([
  ['Demand', html`<code>${demandId}</code>`],
  ['Asked by', html`${bdi(authority.name)} (${authority.country})`],
  ['Their reference', reference !== undefined && bdi(reference)],
  ['Under', instrumentOf(predicate, law)],
  ['Filed', whenText(filedAt)],
  ['Reviewed', html`${whenText(review.at)}, by a person of the provider, ${bdi(review.by)}`],
  ['Allowed', review.items.map((item) => itemTitle(item, law)).join('; ')],
  ['Time covered', periodsOf(predicate)],
  ['Sealed', whenText(sealedAt)],
  ['Answered by', bdi(provider.name)],
  ['Address', bdi(provider.address)],
  ['Questions to', bdi(provider.contact)],
])}
${targetTable(predicate)}`;
}

const terms = (list: readonly (readonly [label: string, value: Part])[]): Markup =>
  html`<dl>${list
    .filter(([, value]) => value !== false && value !== '')
    .map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;

function instrumentOf({ instrument }: Predicate, { instruments }: DocumentLaw): Part {
  const page = Object.hasOwn(instruments, instrument) ? instruments[instrument] : undefined;
  return page ? html`${page.title} (${page.citation})` : html`<code>${instrument}</code>`;
}

function periodsOf({ scope }: Predicate): Part {
  const periods = [
    ...new Set(
      scope.grants
        .flatMap(({ period, spans }) => spans ?? [period])
        .map(({ from, to }) => `${whenText(from)} to before ${whenText(to)}`),
    ),
  ];
  const more = periods.length - MAX_PERIODS;
  return [
    periods.slice(0, MAX_PERIODS).join('; '),
    more > 0 && html`; ${more} more are in metadata/scope.json`,
  ];
}

/** Whose data: what the demand named, and the accounts that it is. */
const targetTable = ({ targets }: Predicate): Markup =>
  html`${
    targets.length > 0 &&
    dataTable(
      'Whose data: the identifiers of the demand that were followed',
      [{ title: 'Identifier' }, { title: 'Kind' }, { title: 'In use at' }, { title: 'Accounts' }],
      targets.map(({ type, value, at, accounts }) => [
        bdi(value),
        html`<td>${humanise(type)}</td>`,
        html`<td>${at === undefined ? '' : whenText(at)}</td>`,
        html`<td>${accounts.length === 0 ? 'none' : accounts.slice(0, MAX_ACCOUNTS_NAMED).map((account, index) => [index > 0 && ', ', bdi(account)])}${andMore(accounts.length - MAX_ACCOUNTS_NAMED, html`the signed statement names them`)}</td>`,
      ]),
    )
  }`;
