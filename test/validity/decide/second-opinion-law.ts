import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The pages as they are written, and what their words mean. Nothing here is shared with the engine. */

export type Facts = {
  countries?: string[];
  states?: string[];
  levels?: string[];
  kinds?: string[];
  issuers?: string[];
  courts?: string[];
  signedBy?: string[];
  certified?: string[];
  danger?: string[];
  purpose?: string;
  extension?: boolean;
  dated?: string[];
  offenceListed?: boolean;
  modes?: string[];
  warrant?: boolean;
  secrecyBinds?: boolean;
  cites?: string[];
  underlying?: string[];
  targetsAre?: string[];
  callback?: string[];
};
export type Effect = {
  outcome: string;
  reason?: string;
  preserve?: boolean;
  nothingLeft?: string;
  afterRefusals?: boolean;
  keeping?: { clock: string; from: string[] };
};
export type Effective = { from: string; to?: string };
export type PlainRule = {
  check: string;
  name: string;
  items?: string[];
  when?: Facts | Facts[];
  unless?: Facts | Facts[];
  effective?: Effective;
  confirmed?: boolean;
  unstated?: string;
  otherwise: Effect;
  countries?: string[];
  except?: string[];
  levels?: string[];
  kinds?: string[];
  roles?: string[];
  orIssuer?: boolean;
  issuers?: string[];
  validators?: string[];
  anyOf?: string[];
  allOf?: string[];
  by?: string;
  clock?: string;
  from?: string[];
  starts?: { date: string; plusDays?: number }[];
  atLeastYears?: number;
  moreThanYears?: number;
  listed?: boolean;
  types?: string[];
  home?: string[];
  issuerIsHome?: boolean;
  customers?: string[];
  answers?: string[];
  refuseOn?: string[];
  atLeast?: number;
  of?: string[];
  atMost?: number;
  named?: string[];
  least?: boolean;
  statutes?: string[];
  part?: string;
  below?: string;
};
type Due = { paper?: string; clock?: string; from?: string[]; when?: Facts | Facts[] };
export type PlainPage = {
  id: string;
  effective: Effective;
  mode: string;
  warrant: boolean;
  counsel?: 'lawyer' | 'cleared';
  actsAsUnderlying?: boolean;
  reaches: { items: string[]; when?: Facts | Facts[] }[];
  rules: PlainRule[];
  without?: { rule: string }[];
  notice: { regime: string; fixed?: boolean };
  secrecy?: {
    statutes: string[];
    certifications?: string[];
    recitals?: string[];
    endStated?: boolean;
    otherwise: Effect;
  };
  due?: Due[];
  deadlines?: { clock: string; from: string[]; when?: Facts | Facts[]; because?: string[] }[];
  keeping?: { clock: string; renewalClock?: string; from: string[] };
  approvals?: { people: number; when?: Facts | Facts[] }[];
};
export type Length = {
  days?: number;
  months?: number;
  hours?: number;
  workingDays?: number;
  counts?: string;
  /** Whether a date is a day off, where it counts by a calendar. */
  isOff?: (date: string) => boolean;
};
type Calendar = { daysOff: string[]; holidays: string[] };
export type PlainLaw = {
  pages: Record<string, PlainPage>;
  families: { id: string; items?: { id: string }[] }[];
  groups: Record<string, { members: string[] }>;
  clocks: Record<string, Length>;
  principles: {
    rules: { first: PlainRule[]; last: PlainRule[] };
    approvals: { people: number; when?: Facts | Facts[] }[];
    inForce: { otherwise: Effect };
    known: { otherwise: Effect };
    secrecy: { notBinding: string[]; withoutEnd: Effect; futureDemands: Effect };
  };
  overlays: { instruments: string[]; rule: PlainRule }[];
  marks: { hold: number; refuse: number; signals: { id: string; weight: number }[] };
};

/** Reads every page of a folder. The shape is taken on trust: the build has checked it. */
export function readLaw(dir = fileURLToPath(new URL('../../../rulebook/', import.meta.url))): PlainLaw {
  const read = (file: string): unknown => parse(readFileSync(`${dir}/${file}`, 'utf8'));
  const pages: Record<string, PlainPage> = {};
  for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.yaml') || !file.includes('/')) continue;
    const page = read(file) as PlainPage;
    pages[page.id] = page;
  }
  return {
    pages,
    families: (read('data-dictionary.yaml') as Pick<PlainLaw, 'families'>).families,
    groups: (read('roles.yaml') as { roles: PlainLaw['groups'] }).roles,
    clocks: clocksOf(
      (read('clocks.yaml') as { clocks: Record<string, PlainClock> }).clocks,
      (read('calendars.yaml') as { calendars: Record<string, Calendar> }).calendars,
    ),
    principles: read('principles.yaml') as PlainLaw['principles'],
    marks: read('fraud-signals.yaml') as PlainLaw['marks'],
    overlays: (read('overlays.yaml') as Pick<PlainLaw, 'overlays'>).overlays,
  };
}

type PlainClock = Length & { of?: string; runsOn?: string };

/** Clocks with the days off by which they count. */
function clocksOf(clocks: Record<string, PlainClock>, calendars: Record<string, Calendar>) {
  const all: Record<string, Length> = {};
  for (const [name, clock] of Object.entries(clocks)) {
    const calendar = calendars[clock.of ?? clock.runsOn ?? ''];
    all[name] = clock;
    if (!calendar) continue;
    const { daysOff, holidays } = calendar;
    const isOff = (date: string) => {
      const name = new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', {
        weekday: 'long',
        timeZone: 'UTC',
      });
      return daysOff.includes(name.toLowerCase()) || holidays.includes(date);
    };
    all[name] = { ...clock, isOff };
  }
  return all;
}

export const nameOf = ({ check, name }: PlainRule) => `${check}:${name}`;

/** All rules of a page: general, its own, general, laid over it. One that the page names again or leaves out is not general. */
export function allRules(law: PlainLaw, page: PlainPage): PlainRule[] {
  const replaced = (rule: PlainRule) =>
    page.rules.some((own) => nameOf(own) === nameOf(rule)) ||
    (page.without ?? []).some((left) => left.rule === nameOf(rule));
  return [
    ...law.principles.rules.first.filter((rule) => !replaced(rule)),
    ...page.rules,
    ...law.principles.rules.last.filter((rule) => !replaced(rule)),
    ...law.overlays.filter(({ instruments }) => instruments.includes(page.id)).map(({ rule }) => rule),
  ];
}

/** Single items that a list stands for, in its order. */
export function singles(law: PlainLaw, items: readonly string[]): string[] {
  const found: string[] = [];
  for (const item of items)
    for (const family of law.families) {
      const parts = family.items ?? [];
      const all = parts.length === 0 ? [family.id] : parts.map(({ id }) => `${family.id}.${id}`);
      if (item === family.id) found.push(...all);
      else if (parts.length > 0 && all.includes(item)) found.push(item);
    }
  return [...new Set(found)];
}

export function isRole(law: PlainLaw, role: string, names: readonly string[]): boolean {
  for (const name of names) {
    const group = name.startsWith('@') ? law.groups[name.slice(1)] : undefined;
    if (group && isRole(law, role, group.members)) return true;
    if (name === role) return true;
  }
  return false;
}

/** Whether a citation is of a statute, or of a part of it. */
export function isUnder(citation: string, statute: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replaceAll('u.s.c.', 'usc')
      .split(/[\s.,§]+/)
      .filter((word) => !['', 's', 'ss', 'art', 'article', 'sec', 'section', 'no'].includes(word))
      .join('');
  const [given, wanted] = [words(citation), words(statute)];
  if (wanted === '' || !given.startsWith(wanted)) return false;
  return !/[a-z0-9]/.test(given.charAt(wanted.length));
}
