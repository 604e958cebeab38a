import type { Deadline, Determination, Outcome } from '../../shared/determination.schema.ts';
import type { Case } from '../checks/case.ts';
import { ruleId } from '../checks/rule-id.ts';
import { isLaw } from '../law/effective.ts';
import type { GroundLaw } from '../law/ground-law.ts';
import type { Principles } from '../pages/general-law.schema.ts';
import type { Instrument } from '../pages/instrument.ts';
import { deadlinesOf, dueDate, endOfKeeping, endOfOrder } from './answer-times.ts';
import { approvalsNeeded } from './approvals.ts';
import { type NoticeRegime, noticeRegime } from './notice-regime.ts';
import { type PageStatus, pageStatus } from './page-status.ts';
import { type Asked, holdsFor, specialiseCondition } from './specialise-condition.ts';
import { type SpecialisedRule, specialiseRule } from './specialise-rule.ts';

type Ground = GroundLaw & { principles: Principles };

/**
 * A page made into functions of a demand (partial evaluation): conditions that the page itself answers, offices,
 * clocks and citations are settled, and what is left asks for the demand alone.
 */
export type SpecialisedPage = {
  page: Instrument;
  status: PageStatus;
  noticeRegime: NoticeRegime;
  /** Its rules that are law on a UTC date. */
  rulesOn(day: string): readonly SpecialisedRule[];
  /** Single items that it reaches. */
  reached(given: Asked): ReadonlySet<string>;
  dueDate(given: Case): string | undefined;
  endOfKeeping(given: Case, outcome: Outcome): string | undefined;
  endOfOrder(given: Case): string | undefined;
  /** Other days that matter, where the decision gives one of their reasons. */
  deadlines(given: Case, decision: Pick<Determination, 'outcome' | 'reasons'>): Deadline[];
  approvalsNeeded(given: Case): number;
  /** The page as each instrument that it can be made as. */
  actingAs: ReadonlyMap<string, SpecialisedPage>;
};

/** Specialises a page when it is first asked for: a process that wakes up for one demand needs one page. */
export function specialisedPages(
  instruments: Readonly<Record<string, Instrument>>,
  ground: Ground,
): (id: string) => SpecialisedPage | undefined {
  const made = new Map<string, SpecialisedPage>();
  return (id) => {
    const found = made.get(id);
    if (found) return found;
    const page = Object.hasOwn(instruments, id) ? instruments[id] : undefined;
    if (!page) return undefined;
    const actingAs = new Map(
      disguisesOf(page, instruments).map(([underlying, acting]) => [underlying, specialise(acting, ground)]),
    );
    const specialised = { ...specialise(page, ground), actingAs };
    made.set(id, specialised);
    return specialised;
  };
}

function specialise(page: Instrument, ground: Ground): SpecialisedPage {
  return {
    page,
    status: pageStatus(page, ground.principles),
    noticeRegime: noticeRegime(page, ground.principles),
    rulesOn: lawOn(page, ground),
    reached: reachOf(page, ground),
    dueDate: dueDate(page, ground),
    endOfKeeping: endOfKeeping(page, ground),
    endOfOrder: endOfOrder(page, ground),
    deadlines: deadlinesOf(page, ground),
    approvalsNeeded: approvalsNeeded(page, ground),
    actingAs: new Map(),
  };
}

function lawOn(page: Instrument, ground: GroundLaw): SpecialisedPage['rulesOn'] {
  const rules = page.all.map((rule) => specialiseRule(rule, { page, ground }));
  const isTimeless = page.all.every(({ effective }) => effective === undefined);
  if (isTimeless) return () => rules;
  return (day) => rules.filter(({ rule: { effective } }) => effective === undefined || isLaw(effective, day));
}

function reachOf(page: Instrument, ground: GroundLaw): SpecialisedPage['reached'] {
  const reaches = page.reaches.map(({ items, when }) => ({
    items: ground.dictionary.expand(items),
    when: specialiseCondition(when, { page, ground }),
  }));
  const always = new Set(reaches.flatMap(({ items, when }) => (when === true ? items : [])));
  const sometimes = reaches.filter(({ when }) => typeof when === 'function');
  return (given) => {
    const more = sometimes.filter(({ when }) => holdsFor(when, given));
    return more.length === 0 ? always : new Set([...always, ...more.flatMap(({ items }) => items)]);
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
