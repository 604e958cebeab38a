import type { Outcome } from '../shared/determination.schema.ts';
import { dueDate, endOfKeeping, endOfOrder } from './answer-times.ts';
import { approvalsNeeded } from './approvals.ts';
import type { Case } from './case.ts';
import type { AskedItems } from './dictionary.ts';
import type { GroundLaw } from './ground-law.ts';
import { compileCondition, holdsFor } from './holds-condition.ts';
import type { Instrument } from './instrument.ts';
import { stretchesOf } from './law-in-time.ts';
import { type NoticeRegime, noticeRegime } from './notice-regime.ts';
import { type PageStatus, pageStatus } from './page-status.ts';
import { makePlan, type Plan } from './plan.ts';
import { readyRule } from './ready-rule.ts';
import { rememberLists } from './remember-lists.ts';
import { ruleId } from './rule-id.ts';

/** Items asked for, and the plans of this page for them, by what is law and how far the page reaches. */
export type PlannedItems = AskedItems & { plans: Plan[] };

/** A page with all that no demand changes, worked out once. */
export type ReadyPage = {
  page: Instrument;
  status: PageStatus;
  noticeRegime: NoticeRegime;
  /** What a list of items stands for, with the plans made for it; of a list that comes again, the same object. */
  asked(items: readonly string[]): PlannedItems;
  /** Its rules as they apply to a demand. */
  planFor(given: Case, asked: PlannedItems): Plan;
  dueDate(given: Case): string | undefined;
  endOfKeeping(given: Case, outcome: Outcome): string | undefined;
  endOfOrder(given: Case): string | undefined;
  approvalsNeeded(given: Case): number;
  /** The page as each instrument that it can be made as. */
  actingAs: ReadonlyMap<string, ReadyPage>;
};

/** Makes a page ready when it is first asked for: a process that wakes up for one demand needs one page. */
export function readyPages(
  instruments: Readonly<Record<string, Instrument>>,
  ground: GroundLaw,
): (id: string) => ReadyPage | undefined {
  const known = new Map<string, ReadyPage>();
  return (id) => {
    const found = known.get(id);
    if (found) return found;
    const page = Object.hasOwn(instruments, id) ? instruments[id] : undefined;
    if (!page) return undefined;
    const disguises = disguisesOf(page, instruments);
    const actingAs = new Map(
      disguises.map(([underlying, acting]) => [underlying, readyPage(acting, ground)]),
    );
    const ready = { ...readyPage(page, ground), actingAs };
    known.set(id, ready);
    return ready;
  };
}

function readyPage(page: Instrument, ground: GroundLaw): ReadyPage {
  const status = pageStatus(page, ground.principles);
  return {
    page,
    status,
    noticeRegime: noticeRegime(page, ground.principles),
    // Unknown items are a stranger's own words, and are not kept.
    asked: rememberLists(
      (items) => ({ ...ground.dictionary.asked(items), plans: [] }),
      ({ areKnown }) => areKnown,
    ),
    planFor: plansOf(page, status, ground),
    dueDate: dueDate(page, ground),
    endOfKeeping: endOfKeeping(page, ground),
    endOfOrder: endOfOrder(page, ground),
    approvalsNeeded: approvalsNeeded(page, ground),
    actingAs: new Map(),
  };
}

/** Makes a plan when its items are first asked for; what is law and how far the page reaches may differ by demand. */
function plansOf(page: Instrument, { inForce }: PageStatus, ground: GroundLaw): ReadyPage['planFor'] {
  const { numberOf, lawIn } = stretchesOf(page.all);
  const rulesIn = lawIn.map((rules) => rules.map((rule) => readyRule(rule, { page, ground })));
  const reaches = page.reaches.map(({ items, when }, index) => ({
    items: ground.dictionary.expand(items),
    when: compileCondition(when, { page, ground }),
    bit: 2 ** index,
  }));
  const always = new Set(reaches.filter(({ when }) => when === true).flatMap(({ items }) => items));
  const sometimes = reaches.filter(({ when }) => typeof when === 'function');
  const everyReach = 2 ** page.reaches.length;
  return (given, asked) => {
    const stretch = numberOf(given.dayOfService);
    let key = stretch * everyReach;
    for (const { when, bit } of sometimes) if (holdsFor(when, given)) key += bit;
    const found = asked.plans[key];
    if (found) return found;
    const more = sometimes.filter(({ when }) => holdsFor(when, given)).flatMap(({ items }) => items);
    const reached = more.length === 0 ? always : new Set([...always, ...more]);
    const plan = makePlan({
      rules: rulesIn[stretch] ?? [],
      before: inForce,
      asked,
      dictionary: ground.dictionary,
      reached,
    });
    asked.plans[key] = plan;
    return plan;
  };
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
