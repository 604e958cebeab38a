import { html, type Markup } from '../../shared/html.ts';
import type { CustodyEntry, Predicate } from '../predicate.schema.ts';
import { andMore, bdi, dataTable } from './index-parts.ts';
import { whenText } from './when-text.ts';

const MAX_EVENTS = 200;

/** What the ledger's actions mean to somebody who does not know them. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['demand.filed', 'The demand was filed'],
  ['validity.checked', 'It was checked against the law'],
  ['review.decided', 'A person of the provider decided on it'],
  ['review.approved-ahead', 'A person of the provider approved it ahead'],
  ['review.took-effect', 'The approval took effect'],
  ['scope.compiled', 'What may be retrieved was fixed'],
  ['retrieval.started', 'A retrieval began'],
  ['retrieval.resumed', 'A retrieval was taken up again'],
  ['retrieval.completed', 'A retrieval ended'],
  ['harvest.checked', 'What was retrieved was checked against that'],
  ['disclosure.sealing', 'The package was announced'],
]);

/** How the data came here, event by event. */
export const custodySection = ({
  custody,
  ledger,
  software,
}: Predicate): Markup => html`<h2 id="custody">How it came here</h2>
<p>From the ledger of the demand, which had ${ledger.events} ${ledger.events === 1 ? 'event' : 'events'} when the package was announced. Each is bound to the one before by its hash; the last is <code>${ledger.head}</code>. The package was made by ${software.name} ${software.version}.</p>
${
  custody.length > 0 &&
  dataTable(
    'Events',
    [{ title: 'When' }, { title: 'What' }, { title: 'Who' }, { title: 'Of' }],
    custody
      .slice(0, MAX_EVENTS)
      .map((event) => [
        whenText(event.at),
        html`<td>${ACTIONS.get(event.action) ?? html`<code>${event.action}</code>`}</td>`,
        html`<td>${whoOf(event)}</td>`,
        html`<td>${ofWhat(event)}</td>`,
      ]),
  )
}
${andMore(custody.length - MAX_EVENTS, html`<a href="metadata/custody.json">metadata/custody.json</a> has them all`)}`;

const whoOf = ({ actor }: CustodyEntry) =>
  actor.subject === undefined ? actor.kind : html`${actor.kind} ${bdi(actor.subject)}`;

/** Which service and which part of the scope: what is alike in all retrievals but these. */
function ofWhat({ detail: { service, grant } }: CustodyEntry) {
  const words = [typeof service === 'string' && bdi(service), typeof grant === 'number' && ` grant ${grant}`];
  return words;
}
