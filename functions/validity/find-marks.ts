import type { Authority } from '../authorities/authority.schema.ts';
import type { AuthorityRegister } from '../authorities/authority-register.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { FilingHistory } from '../ledger/filing-history.ts';
import type { MachineMark } from '../shared/circumstances.schema.ts';
import type { Demand } from '../shared/demand.schema.ts';
import { isSamePerson } from '../shared/person.ts';
import { isLookalike } from './lookalike.ts';
import type { FraudSignals } from './pages/general-law.schema.ts';
import { statedDomains, statedNumbers } from './stated-contacts.ts';

/** What a machine can see of a forgery. */
export type MarkFinder = { find(record: DemandRecord): Promise<MachineMark[]> };

type Deps = {
  authorities: AuthorityRegister;
  history: FilingHistory;
  law: Pick<FraudSignals, 'newAccountDays' | 'manyTargets'>;
};

/**
 * Looks at who filed a demand, and holds what it states of its sender against the register as it is now: an entry that is
 * corrected takes a mark away when the demand is checked again.
 */
export function markFinder({ authorities, history, law }: Deps): MarkFinder {
  return {
    find: async (record) => {
      const [entry, earlier] = await Promise.all([
        authorities.find(record.authorityId),
        history.before(record),
      ]);
      const own = earlier.filter(({ filedBy }) => isSamePerson(filedBy, record.filedBy));
      const age = (filedAt: string) => Date.parse(record.filedAt) - Date.parse(filedAt);
      const recent = own.filter(({ filedAt }) => age(filedAt) <= law.manyTargets.hours * HOUR);
      const targets = recent.reduce((sum, one) => sum + one.identifiers, record.demand.targets.length);
      const is: Record<MachineMark, boolean> = {
        'first-from-office': earlier.length === 0,
        'new-portal-account': own.every(({ filedAt }) => age(filedAt) < law.newAccountDays * 24 * HOUR),
        'many-targets-in-hours': targets >= law.manyTargets.targets,
        'lookalike-domain': entry !== undefined && hasLookalike(record.demand, entry),
        'number-not-in-register': entry !== undefined && hasOtherNumber(record.demand, entry),
        'unpaid-debt': earlier.some(({ owes }) => owes !== undefined && owes < record.filedAt),
      };
      return (Object.keys(is) as MachineMark[]).filter((mark) => is[mark]);
    },
  };
}

const HOUR = 3_600_000;

const hasLookalike = (demand: Demand, { emailDomains }: Authority) =>
  statedDomains(demand).some((domain) => isLookalike(domain, emailDomains));

/** Where the register has no number there is nothing to hold it against, and nobody to call either. */
const hasOtherNumber = (demand: Demand, { switchboard }: Authority) =>
  switchboard !== undefined && statedNumbers(demand).some((number) => number !== switchboard);
