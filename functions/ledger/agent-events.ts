import * as z from 'zod/mini';
import type { Because } from '../shared/because.schema.ts';
import type { AgentEvent } from './agent-events.schema.ts';
import { type Action, isKnown, type LedgerEvent } from './event.schema.ts';
import { CONCLUSIONS } from './statuses.ts';
import { toldReason } from './told-reason.ts';

type Milestone = Omit<AgentEvent, 'number'>;
type Tell = (event: LedgerEvent, all: readonly LedgerEvent[]) => Milestone | undefined;

/** What details say of it; a later deployment may say what this one does not know, and that is not told. */
const Detail = z.object({
  round: z.catch(z.optional(z.int()), undefined),
  approvedIn: z.catch(z.optional(z.int()), undefined),
  decision: z.catch(z.optional(z.enum(['approve', 'refuse', 'redirect', 'release'])), undefined),
  conclusion: z.catch(z.optional(z.enum(CONCLUSIONS)), undefined),
  packageSha256: z.catch(z.optional(z.string()), undefined),
});
const detailOf = ({ detail }: LedgerEvent) => Detail.parse(detail);

const byAgent =
  (event: AgentEvent['event']): Tell =>
  ({ at, actor }) =>
    actor.kind === 'agent' ? { event, at, by: actor.subject } : undefined;

/** A release is told of when the package is available. */
const decided = (event: LedgerEvent, at: string): Milestone | undefined => {
  const { decision } = detailOf(event);
  return decision === 'release' ? undefined : { event: 'decided', at, ...(decision ? { decision } : {}) };
};

/** What of the ledger is told, by action. Whatever is not here is for the desk alone, and so is all that is not copied. */
const TOLD: Partial<Record<Action, Tell>> = {
  'demand.filed': byAgent('filed'),
  // What reviewers record of a call-back is no news for who may have forged the paper.
  'demand.clarified': byAgent('clarified'),
  // By whichever side; of the desk nobody is named.
  'demand.commented': ({ at, actor }) => ({
    event: 'commented',
    at,
    ...(actor.kind === 'agent' ? { by: actor.subject } : {}),
  }),
  'demand.asked': ({ at }) => ({ event: 'asked', at }),
  'review.decided': (event) => decided(event, event.at),
  // Of a demand that failed and was reopened, they were told when it was approved at first.
  'review.took-effect': (event, all) =>
    isReopened(event, all) ? undefined : decided(event, approvedAt(event, all) ?? event.at),
  'release.decided': (event) => decided(event, event.at),
  'disclosure.available': (event) => {
    const { packageSha256 } = detailOf(event);
    return { event: 'available', at: event.at, ...(packageSha256 ? { packageSha256 } : {}) };
  },
  'disclosure.fetched': byAgent('fetched'),
  'disclosure.received': byAgent('received'),
  'demand.withdrawn': byAgent('withdrawn'),
  // What was withdrawn or disclosed came to its end for its agents before the machines were done with it.
  'demand.closed': (event) => {
    const { conclusion } = detailOf(event);
    if (conclusion === 'withdrawn' || conclusion === 'disclosed') return undefined;
    return { event: 'closed', ...(conclusion ? { conclusion } : {}) };
  },
};

const isReopened = (event: LedgerEvent, all: readonly LedgerEvent[]) =>
  all.some((one) => one.action === 'demand.reopened' && detailOf(one).round === detailOf(event).round);

/** When a person gave the approval that took effect by itself later. */
function approvedAt(event: LedgerEvent, all: readonly LedgerEvent[]): string | undefined {
  const { approvedIn } = detailOf(event);
  return all.findLast((one) => one.action === 'review.approved-ahead' && detailOf(one).round === approvedIn)
    ?.at;
}

/**
 * The ledger of a demand as its agents are told of it: what people did and what came of it. Numbers, times and hashes of
 * what machines did in between would tell how many accounts there are, and of what kind.
 * @param becauseOf why people decided as an event tells, by its number
 */
export function milestonesOf(
  events: readonly LedgerEvent[],
  becauseOf: ReadonlyMap<number, Because> = new Map(),
): AgentEvent[] {
  const told: AgentEvent[] = [];
  for (const event of events) {
    const milestone = isKnown(event.action) ? TOLD[event.action]?.(event, events) : undefined;
    const because = toldReason(becauseOf.get(event.seq));
    if (milestone) told.push({ number: told.length + 1, ...milestone, ...(because ? { because } : {}) });
    // A withdrawal is the last thing that an agent hears of: what a machine still ended is told to nobody.
    if (milestone?.event === 'withdrawn') break;
  }
  return told;
}
