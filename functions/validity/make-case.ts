import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { type Case, serviceOf, todayOf } from './case.ts';
import { holdsCondition } from './holds-condition.ts';
import { ruleId } from './rule-id.ts';
import type { Instrument, Rulebook } from './rulebook.ts';

/** The demand and what is known of it, with what its page says of reach. */
export function makeCase(
  rulebook: Rulebook,
  page: Instrument,
  demand: Demand,
  circumstances: Circumstances,
): Case {
  const acting = actingPage(rulebook, page, demand);
  const { warrant } = acting;
  const bare = { demand, page: acting, rulebook, warrant };
  const reached = acting.reaches
    .filter(({ when }) => when === undefined || holdsCondition(when, bare, false))
    .flatMap(({ items }) => items);
  return {
    demand,
    circumstances,
    rulebook,
    page: acting,
    today: todayOf(circumstances),
    service: serviceOf(demand, circumstances),
    asked: rulebook.dictionary.expand(demand.data),
    reached: new Set(rulebook.dictionary.expand(reached)),
    warrant,
  };
}

/**
 * A treaty order is the domestic instrument that it was made as: it has that page's reach, rules, times and notice
 * beside its own rules, which take the place of their namesakes.
 */
function actingPage(rulebook: Rulebook, page: Instrument, { underlying }: Demand): Instrument {
  const allowed = page.rules.flatMap((rule) => (rule.check === 'underlying' ? rule.anyOf : []));
  if (!page.actsAsUnderlying || underlying === undefined || !allowed.includes(underlying)) return page;
  const made = rulebook.instruments[underlying];
  if (!made) return page;
  const own = new Set(page.all.map(ruleId));
  return {
    ...made,
    id: page.id,
    title: page.title,
    citation: page.citation,
    effective: page.effective,
    confirmed: page.confirmed,
    all: [...page.all, ...made.all.filter((rule) => !own.has(ruleId(rule)))],
  };
}
