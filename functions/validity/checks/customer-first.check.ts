import * as z from 'zod/mini';
import type { AccountMatch } from '../../shared/circumstances.schema.ts';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { CUSTOMERS } from '../words/vocabulary.ts';
import { hasAccount, isHeldBy } from './accounts.ts';
import { check } from './check.ts';
import { FAILED, MET } from './verdict.ts';

/** Whether no target is an account of an organisation that can be asked itself. */
export const customerFirst = check('customer-first', {
  group: 'scope',
  parameters: { customers: some(z.enum(['enterprise', 'public-sector'])) },
  words: { customers: { label: 'Customers concerned', say: saidBy(CUSTOMERS) } },
  dropsTargets: true,
  asks: ({ customers }) => {
    const theirs: ReadonlySet<string> = new Set(customers);
    const isTheirs = ({ customer }: AccountMatch) => theirs.has(customer);
    return (given, { targets }) => {
      if (!hasAccount(given, isTheirs)) return MET;
      const asked = targets.filter((index) => isHeldBy(isTheirs, given, index));
      if (asked.length === 0) return MET;
      return asked.length === targets.length ? FAILED : { is: 'failed', targets: asked };
    };
  },
  // Whose account it is is told to nobody who asks about it.
  hadWork: () => false,
});
