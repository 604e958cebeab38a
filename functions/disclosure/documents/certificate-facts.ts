import { itemTitle } from '../../validity/words/item-title.ts';
import type { Payload } from '../payload.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';
import { countText } from './sizes.ts';
import { whenText } from './when-text.ts';

type Fact = readonly [label: string, value: string];
type Made = { predicate: Predicate; payload: Payload; law: DocumentLaw };

/** Most names of one list, and signs of one value: the paper is one page. */
const MAX_NAMES = 8;
const MAX_LENGTH = 240;

/** What the ledger and the package say, and nothing that only a person can know. */
export function certificateFacts({ predicate, payload, law }: Made): Fact[] {
  const { provider, demandId, reference, authority, targets, scope, sealedAt, software, ledger } = predicate;
  const titles = (items: readonly string[]) => listed([...new Set(items)].map((item) => titleOf(item, law)));
  const facts: readonly (readonly [label: string, value: string | undefined])[] = [
    ['Provider', `${provider.name}, ${provider.address}`],
    ['Demanded by', `${authority.name} (${authority.country})`],
    ['Under', instrumentOf(predicate, law)],
    ['Their reference', reference],
    ['Our reference', demandId],
    ['Identifiers', listed(targets.map(({ value }) => value))],
    ['Records', recordsOf(predicate, law)],
    ['Looked for and not found', titles(predicate.noneFound.map(({ item }) => item))],
    ['Not held', titles(scope.notHeld)],
    ['Outside the time that can be had', titles(scope.outOfTime)],
    ['Set aside', asideOf(predicate)],
    ['Retrieved', retrievedOf(predicate)],
    ['Packed', `${whenText(sealedAt)}, by ${software.name} ${software.version}`],
    ['Files', `${countText(predicate.payload.files)}, of ${countText(predicate.payload.bytes)} bytes`],
    ['SHA-256 of manifest-sha256.txt, which lists every one of them', manifestSha256(payload)],
    ['Ledger', `${countText(ledger.events)} events, the last of which has the hash ${ledger.head}`],
  ];
  return facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, cut(value)] as const],
  );
}

/** The paper is itself in the package: what names the whole of that cannot stand in it. */
const manifestSha256 = ({ manifests }: Payload) =>
  manifests.find(({ path }) => path === 'manifest-sha256.txt')?.sha256;

function instrumentOf({ instrument }: Predicate, { instruments }: DocumentLaw): string {
  const page = Object.hasOwn(instruments, instrument) ? instruments[instrument] : undefined;
  return page ? `${page.title} (${page.citation})` : instrument;
}

const titleOf = (item: string, law: DocumentLaw) => (item === '' ? 'not known' : itemTitle(item, law));

function recordsOf({ accounts }: Predicate, law: DocumentLaw): string {
  const counts = new Map<string, number>();
  for (const { records } of accounts)
    for (const [item, count] of Object.entries(records))
      if (count > 0) counts.set(item, (counts.get(item) ?? 0) + count);
  const lines = [...counts].map(([item, count]) => `${titleOf(item, law)}: ${countText(count)}`);
  return lines.length === 0 ? 'none' : listed(lines);
}

function asideOf({ setAside }: Predicate): string {
  const count = setAside.reduce((sum, one) => sum + one.count, 0);
  return count === 0 ? '' : `${countText(count)}, listed with reasons in set-aside.csv of each account`;
}

function retrievedOf({ custody }: Predicate): string {
  const times = custody.filter(({ action }) => action.startsWith('retrieval.')).map(({ at }) => at);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? whenText(first) : `${whenText(first)} to ${whenText(last)}`;
}

const listed = (names: readonly string[]): string => {
  const more = names.length - MAX_NAMES;
  return [...names.slice(0, MAX_NAMES), ...(more > 0 ? [`${countText(more)} more`] : [])].join('; ');
};

const cut = (text: string): string => {
  const signs = [...text];
  return signs.length <= MAX_LENGTH ? text : `${signs.slice(0, MAX_LENGTH).join('')} … (cut short)`;
};
