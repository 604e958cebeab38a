import * as z from 'zod/mini';
import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { CUSTOMER_STANDINGS, CUSTOMERS } from '../words/vocabulary.ts';
import { isHeldBy } from './accounts.ts';
import { check } from './check.ts';
import { CUSTOMER_ANSWERS, type CustomerStanding, customerStanding } from './customer-answer.ts';
import { FAILED, MET } from './verdict.ts';

const ALL_BUT_CONSENT = CUSTOMER_ANSWERS.filter((answer) => answer !== 'consents');

/** Whether no target is an account of an organisation that can be asked itself, and has not said that we may answer. */
export const customerFirst = check('customer-first', {
  group: 'scope',
  parameters: {
    customers: some(z.enum(['enterprise', 'public-sector'])),
    /** Of which the rule speaks; absent: all but a consent. */
    answers: z.optional(some(z.enum(CUSTOMER_ANSWERS))),
  },
  words: {
    customers: { label: 'Customers concerned', say: saidBy(CUSTOMERS) },
    answers: { label: 'What they said', say: saidBy(CUSTOMER_STANDINGS) },
  },
  dropsTargets: true,
  asks: ({ customers, answers = ALL_BUT_CONSENT }) => {
    const theirs: ReadonlySet<string> = new Set(customers);
    const concerned: ReadonlySet<CustomerStanding> = new Set(answers);
    const isTheirs = ({ customer }: AccountMatch) => theirs.has(customer);
    return (given, { targets }) => {
      const asked = targets.filter(
        (index) => isHeldBy(isTheirs, given, index) && concerned.has(customerStanding(given, index)),
      );
      if (asked.length === 0) return MET;
      return asked.length === targets.length ? FAILED : { is: 'failed', targets: asked };
    };
  },
  // Whose account it is is told to nobody who asks about it.
  hadWork: () => false,
});
