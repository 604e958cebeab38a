import type { Random } from '../../examples/provider/random.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { AccountMatch } from '../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { InconsistentState } from '../../functions/shared/faults.ts';
import { mailOf } from '../papers.ts';
import type { Case } from './cases.ts';
import { blankOf, type LawOfPeriod } from './law-of-period.ts';

const REFERENCE = 'replay-';

/** Which case a demand is of, by its reference. */
export const numberOf = ({ reference = '' }: Pick<Demand, 'reference'>): number =>
  Number(reference.slice(REFERENCE.length));

type Given = { law: LawOfPeriod; at: string; random: Random };

/** The paper of a case on the day on which it is filed, and whose accounts it names. Who is rejected may have signed nothing. */
export function paperOf(one: Case, { law, at, random }: Given): { demand: Demand; accounts: AccountMatch[] } {
  const { number, country, wanted, accounts, isOther } = one;
  const page = law.pageFor(country, wanted, number);
  if (!page) throw new InconsistentState('a country that the law of the period gives nothing');
  const blank = blankOf(page, { country, wanted, at });
  const targets = Array.from({ length: accounts }, (_, target) => ({
    type: 'email' as const,
    value: mailOf(number, target),
  }));
  const isNobody = wanted === 'no_data' && isOther;
  return {
    demand: {
      ...blank,
      ...(wanted === 'rejected' && !isOther ? { signatures: [] } : {}),
      reference: `${REFERENCE}${number}`,
      targets,
      documents: [
        { sha256: sha256Hex(`replay ${number}`), mediaType: 'application/pdf', title: 'The paper' },
      ],
    },
    // Of those that a paper names some are nobody's; somebody is the first, or nobody is anybody.
    accounts: targets.map((_, target) => ({
      target,
      matched: !isNobody && (target === 0 || random.chance(0.8)),
      customer: 'consumer',
    })),
  };
}
