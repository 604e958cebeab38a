import type { Dictionary } from './dictionary.ts';
import type { Principles } from './general-law.schema.ts';
import { compileCondition } from './holds-condition.ts';
import type { Instrument } from './instrument.ts';
import { type PageStatus, pageStatus } from './page-status.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { Condition, Rule } from './rule.schema.ts';
import { ruleId } from './rule-id.ts';

/** A page with all that no demand changes, worked out once. */
export type ReadyPage = {
  page: Instrument;
  status: PageStatus;
  rules: readonly ReadyRule[];
  /** Whether all its rules are law for as long as the page is. */
  isTimeless: boolean;
  /** Rules that say until when an order runs. */
  running: readonly Extract<Rule, { check: 'running' }>[];
  /** Single items that it reaches in any case, and those that it reaches on a condition. */
  reachesAlways: ReadonlySet<string>;
  reachesWhen: readonly { when: Condition; items: readonly string[] }[];
  /** The page as each instrument that it can be made as. */
  actingAs: ReadonlyMap<string, ReadyPage>;
};

type Ready = { ready: (rule: Rule) => ReadyRule; dictionary: Dictionary; principles: Principles };

/** Makes a page ready when it is first asked for: a process that wakes up for one demand needs one page. */
export function readyPages(
  instruments: Readonly<Record<string, Instrument>>,
  how: Ready,
): (id: string) => ReadyPage | undefined {
  const known = new Map<string, ReadyPage>();
  return (id) => {
    const page = Object.hasOwn(instruments, id) ? instruments[id] : undefined;
    const found = known.get(id);
    if (!page || found) return found;
    const disguises = disguisesOf(page, instruments);
    const actingAs = new Map(disguises.map(([underlying, acting]) => [underlying, readyPage(acting, how)]));
    const ready = { ...readyPage(page, how), actingAs };
    known.set(id, ready);
    return ready;
  };
}

function readyPage(page: Instrument, { ready, dictionary, principles }: Ready): ReadyPage {
  const always = page.reaches.flatMap(({ items, when }) => (when ? [] : items));
  return {
    page,
    status: pageStatus(page, principles),
    rules: page.all.map((rule) => settled(ready(rule), page)),
    isTimeless: page.all.every(({ effective }) => effective === undefined),
    running: page.all.filter((rule) => rule.check === 'running'),
    reachesAlways: new Set(dictionary.expand(always)),
    reachesWhen: page.reaches.flatMap(({ items, when }) =>
      when ? [{ when, items: dictionary.expand(items) }] : [],
    ),
    actingAs: new Map(),
  };
}

/** Where the page alone says whether a condition holds, nobody asks again for each demand. */
function settled(ready: ReadyRule, page: Instrument): ReadyRule {
  const { when } = ready.rule;
  if (when === undefined || Array.isArray(when)) return ready;
  const { modes, warrant, ...others } = when;
  const isOfPage =
    (modes?.includes(page.mode) ?? true) && (warrant === undefined || warrant === page.warrant);
  if (!isOfPage) return { ...ready, isNeverAsked: true };
  return { ...ready, when: Object.keys(others).length === 0 ? undefined : compileCondition(others) };
}

/**
 * A treaty order is the domestic instrument that it was made as: it has that page's reach, rules, times and notice
 * beside its own rules, which take the place of their namesakes.
 */
function disguisesOf(
  page: Instrument,
  instruments: Readonly<Record<string, Instrument>>,
): [string, Instrument][] {
  if (!page.actsAsUnderlying) return [];
  const { id, title, citation, effective, confirmed } = page;
  const own = new Set(page.all.map(ruleId));
  return page.rules
    .flatMap((rule) => (rule.check === 'underlying' ? rule.anyOf : []))
    .flatMap((underlying) => {
      const made = instruments[underlying];
      if (!made) return [];
      const all = [...page.all, ...made.all.filter((rule) => !own.has(ruleId(rule)))];
      return [[underlying, { ...made, id, title, citation, effective, confirmed, all }]];
    });
}
