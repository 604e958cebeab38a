import type { RegisteredAuthority } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Notice, Reason } from '../../shared/determination.schema.ts';
import type { SecrecyOrder } from '../../shared/secrecy-order.schema.ts';
import { decide } from './decide.ts';
import type { Rulebook } from './rulebook.ts';

/** What the law makes of an order of silence, and what a reviewer should know of it. */
export type Judged = { duty: Notice; notes: readonly Reason[] };
/** What is known of a demand whatever its accounts are. */
export type Served = { demand: Demand; authority?: RegisteredAuthority | undefined };

/** What the paper alone says of telling the customer, at an instant. */
export const noticeOfPaper = (rulebook: Rulebook, served: Served, now: string): Notice =>
  judge(rulebook, served, served.demand, now).duty;

/**
 * What an order comes to: whether it binds us is for the instrument's page to say, as of the paper's own. One that shortens
 * needs no law, since it only takes away; of one that lifts another it is what the page says without any secrecy.
 */
export function judgeOrder(
  rulebook: Rulebook,
  served: Served,
  order: SecrecyOrder,
  now: string,
): Partial<Judged> {
  if (order.kind === 'challenged') return {};
  const { demand } = served;
  // Certificates trigger the statute's own silence, which a court's order or none leaves behind.
  const { secrecy: _own, certifications: _certified, recitals: _recited, ...bare } = demand;
  if (order.kind === 'lifted') return judge(rulebook, served, bare, now);
  const { basis, orderedBy, issued, until } = order;
  const secrecy = { basis, orderedBy, issued, ...(until === undefined ? {} : { until }) };
  const judged = judge(rulebook, served, { ...(orderedBy === 'court' ? bare : demand), secrecy }, now);
  if (order.kind === 'renewed' || order.kind === 'ordered') return judged;
  return { ...judged, duty: { regime: 'delay', until: order.until } };
}

function judge(rulebook: Rulebook, { authority }: Served, demand: Demand, now: string): Judged {
  const known = { now, accounts: [], ...(authority ? { authority } : {}) };
  const { notice, findings } = decide(rulebook, demand, known);
  const ofSecrecy = findings.filter(({ check }) => check.startsWith('secrecy'));
  return { duty: notice, notes: ofSecrecy.flatMap(({ reason }) => reason ?? []) };
}
