import type { Case } from '../checks/case.ts';
import type { Principles } from '../pages/general-law.schema.ts';
import type { Page } from '../pages/page.schema.ts';
import { holdsFor, type OfPage, specialiseCondition } from './specialise-condition.ts';

export const ONE_PERSON = 1;

/** How many distinct people must release: the most that the page or a principle asks for. */
export function approvalsNeeded(
  { approvals = [], ...page }: Page,
  ground: OfPage['ground'] & { principles: Pick<Principles, 'approvals'> },
): (given: Case) => number {
  const rules = [...ground.principles.approvals, ...approvals].map(({ people, when }) => ({
    people,
    when: specialiseCondition(when, { page, ground }),
  }));
  return (given) => {
    let most = ONE_PERSON;
    for (const { people, when } of rules) if (people > most && holdsFor(when, given)) most = people;
    return most;
  };
}
