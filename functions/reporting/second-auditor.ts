import { isSamePerson } from '../shared/person.ts';
import { problem } from '../shared/problem.ts';
import type { Asked, Proposal, ProposalStore } from './correction.schema.ts';
import type { Edition } from './edition.schema.ts';

/** Both auditors, once there are two. */
export type Second = { outcome: 'waits'; proposal: Proposal } | { outcome: 'agreed'; people: string[] };

/**
 * A correction or a retraction takes two auditors, who ask for the same with the same evidence about the same edition. The
 * first is written down; the second, another person, has it done. Who asks for something else keeps nobody from it.
 * @throws Problem 409 where there is nothing to correct
 */
export async function secondAuditor(
  asked: Asked,
  { last, by, at }: { last: Edition | undefined; by: string; at: Date },
  proposals: ProposalStore,
): Promise<Second> {
  if (!last || last.interim) throw problem('nothing_to_correct');
  const { period, edition } = last;
  const first = (await proposals.of(period)).find(
    (one) => one.edition === edition && !isSamePerson(one.by, by) && isSame(one, asked),
  );
  if (first) return { outcome: 'agreed', people: [first.by, by] };
  const proposal: Proposal = { ...asked, period, edition, by, at: at.toISOString() };
  await proposals.put(proposal);
  return { outcome: 'waits', proposal };
}

const isSame = (one: Asked, other: Asked) =>
  one.reason === other.reason &&
  one.because === other.because &&
  one.evidence === other.evidence &&
  one.bands === other.bands;
