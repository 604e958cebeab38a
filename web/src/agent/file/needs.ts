import { isRecord } from '../../config.ts';

type Json = Record<string, unknown>;

/** A date of the paper. */
export const DATES = [
  'issued',
  'entered',
  'served',
  'executeBy',
  'returnDue',
  'firstInterception',
  'installed',
] as const;
export type DateName = (typeof DATES)[number];

/** A family of data that the instrument reaches, with those of its items that it reaches. */
export type Family = {
  id: string;
  title: string;
  whole: boolean;
  items: readonly { id: string; title: string }[];
};

/** What the form asks for one instrument. Lists are what its rules name; an empty list stands for anything. */
export type Needs = {
  id: string;
  title: string;
  citation: string;
  summary: string;
  isEmergency: boolean;
  isPreservation: boolean;
  asksDanger: boolean;
  families: readonly Family[];
  period: 'required' | 'optional';
  asksDays: boolean;
  dates: readonly DateName[];
  issuers: readonly string[];
  signers: readonly string[];
  validators: readonly string[] | undefined;
  asksCourt: boolean;
  asksCites: boolean;
  certifications: readonly string[];
  recitals: readonly string[];
  asksOffence: boolean;
  asksSecrecy: boolean;
  servedBy: readonly string[];
  addressedTo: readonly string[];
  underlying: readonly string[];
  asksNotification: boolean;
  asksExtension: boolean;
  asksPurpose: boolean;
  /** Of the page's own sample, as an example of how it is said. */
  sample: { issuer: string; signer: string; authority: { country: string; level: string; kind: string } };
};

/** Reads a page of the rulebook, its groups of offices, and its dictionary of data. What is missing there is not asked. */
export function needsOf(page: Json, roles: Json, dictionary: Json): Needs {
  const rules = list(page.rules).filter(isRecord);
  const of = (...checks: readonly string[]) => rules.filter((rule) => checks.includes(text(rule.check)));
  const names = (check: string, ...members: readonly string[]) =>
    unique(of(check).flatMap((rule) => members.flatMap((member) => texts(rule[member]))));
  const officesOf = (members: readonly string[]) => unique(members.flatMap((one) => expand(one, roles)));
  const spoken = new Set(membersOf([rules, page.due, page.deadlines, page.keeping, page.secrecy]));
  const demand = inside(inside(page, 'sample'), 'demand');
  const secrecy = inside(page, 'secrecy');
  const validation = of('validation');
  const has = (member: string) => demand[member] !== undefined;
  return {
    id: text(page.id),
    title: text(page.title),
    citation: text(page.citation),
    summary: text(page.summary),
    isEmergency: page.series === 'emergency',
    isPreservation: page.mode === 'preserve',
    asksDanger: page.series === 'emergency' || of('danger').length > 0 || has('emergency'),
    families: familiesOf(page, dictionary),
    period: of('period-stated').length > 0 || has('period') ? 'required' : 'optional',
    asksDays: of('duration-limit').length > 0 || has('durationDays'),
    dates: DATES.filter(
      (date) =>
        date === 'served' ||
        date === 'issued' ||
        spoken.has(date) ||
        (isRecord(demand.dates) && demand.dates[date] !== undefined),
    ),
    issuers: officesOf(names('issuer-role', 'roles')),
    signers: officesOf(names('signature', 'roles')),
    validators:
      validation.length === 0 ? undefined : officesOf(validation.flatMap((rule) => texts(rule.validators))),
    asksCourt:
      of('court-named').length > 0 || spoken.has('courts') || inside(demand, 'issuer').court !== undefined,
    asksCites: of('cites').length > 0 || has('cites'),
    certifications: unique([
      ...names('certification', 'anyOf', 'allOf'),
      ...texts(secrecy.certifications),
      ...texts(demand.certifications),
    ]),
    recitals: unique([
      ...names('recital', 'anyOf', 'allOf'),
      ...texts(secrecy.recitals),
      ...texts(demand.recitals),
    ]),
    asksOffence: of('offence-threshold').length > 0 || has('offence'),
    asksSecrecy: inside(page, 'notice').fixed !== true && page.mode !== 'preserve',
    servedBy: names('served-by', 'anyOf'),
    addressedTo:
      of('addressee').length > 0 || has('addressedTo') ? ['parent', 'local-entity', 'eu-establishment'] : [],
    underlying: names('underlying', 'anyOf'),
    asksNotification: of('notification-stated', 'enforcing-authority').length > 0,
    asksExtension: of('renewal-number', 'renewal-in-time').length > 0,
    asksPurpose: spoken.has('purpose'),
    sample: {
      issuer: text(inside(demand, 'issuer').role),
      signer: text(list(demand.signatures).filter(isRecord)[0]?.role),
      authority: {
        country: text(inside(demand, 'authority').country),
        level: text(inside(demand, 'authority').level),
        kind: text(inside(demand, 'authority').kind),
      },
    },
  };
}

/** Data that the instrument reaches on some condition; everything, where its page leaves the reach to another. */
function familiesOf(page: Json, dictionary: Json): readonly Family[] {
  const reached = list(page.reaches)
    .filter(isRecord)
    .flatMap(({ items }) => texts(items));
  const includes = (id: string) => reached.length === 0 || reached.includes(id);
  return list(dictionary.families)
    .filter(isRecord)
    .filter(({ secret }) => secret !== true)
    .flatMap((family): Family[] => {
      const id = text(family.id);
      const whole = includes(id);
      const items = list(family.items)
        .filter(isRecord)
        .map((item) => ({ id: `${id}.${text(item.id)}`, title: text(item.title) }))
        .filter((item) => whole || includes(item.id));
      return whole || items.length > 0 ? [{ id, title: text(family.title), whole, items }] : [];
    });
}

/** Offices of a group, `@judge`, and of the groups in it. A group that is in itself adds nothing. */
function expand(name: string, roles: Json, above: readonly string[] = []): readonly string[] {
  if (!name.startsWith('@')) return [name];
  if (above.includes(name)) return [];
  const group = inside(inside(roles, 'roles'), name.slice(1));
  return texts(group.members).flatMap((one) => expand(one, roles, [...above, name]));
}

/** Every name of a member, and every text, anywhere in a value. */
function membersOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(membersOf);
  return isRecord(value) ? Object.entries(value).flatMap(([name, one]) => [name, ...membersOf(one)]) : [];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] => list(value).filter((one) => typeof one === 'string');
const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
const inside = (value: Json, member: string): Json => {
  const found = value[member];
  return isRecord(found) ? found : {};
};
