import type { Circumstances } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { accountsByTarget, type Case, serviceOf, todayOf } from './case.ts';
import { holdsCondition } from './holds-condition.ts';
import type { ReadyPage } from './ready-page.ts';
import type { Rulebook } from './rulebook.ts';

/** The demand and what is known of it, with what its page says of reach. */
export function makeCase(
  rulebook: Rulebook,
  named: ReadyPage,
  demand: Demand,
  circumstances: Circumstances,
): Case {
  const ready = named.actingAs.get(demand.underlying ?? '') ?? named;
  const { page } = ready;
  const { warrant } = page;
  const asked = rulebook.dictionary.asked(demand.data);
  return {
    demand,
    circumstances,
    rulebook,
    ready,
    page,
    today: todayOf(circumstances),
    service: serviceOf(demand, circumstances),
    asked: asked.items,
    askedInShort: asked.smallest,
    asksFor: asked.among,
    reached: reachOf(ready, { demand, page, rulebook, warrant }),
    accounts: accountsByTarget(circumstances),
    warrant,
  };
}

/** Whether secrecy binds us is not known yet, and changes nobody's reach. */
function reachOf(
  { reachesAlways, reachesWhen }: ReadyPage,
  given: Pick<Case, 'demand' | 'page' | 'rulebook' | 'warrant'>,
): ReadonlySet<string> {
  if (reachesWhen.length === 0) return reachesAlways;
  const more = reachesWhen.filter(({ when }) => holdsCondition(when, given, false));
  if (more.length === 0) return reachesAlways;
  return new Set([...reachesAlways, ...more.flatMap(({ items }) => items)]);
}
