import * as z from 'zod/mini';
import { FRAUD_SIGNALS } from '../../shared/circumstances.schema.ts';
import { some } from '../law/text.schema.ts';
import { counted } from '../words/language.ts';
import { linksTo } from '../words/phrase.ts';
import { check } from './check.ts';
import { MET, metIf } from './verdict.ts';

/** How many marks of a forgery the desk has seen. */
export const fraudSignals = check('fraud-signals', {
  group: 'genuine',
  parameters: { atLeast: z.int(), of: z.optional(some(z.enum(FRAUD_SIGNALS))) },
  words: {
    atLeast: {
      label: 'Not met from',
      say: (marks) => counted(marks, 'mark of a forgery', 'marks of a forgery'),
    },
    of: { label: 'Marks counted', say: (signals) => linksTo('fraud-signals#', signals) },
  },
  asks:
    ({ atLeast, of }) =>
    ({ circumstances: { authenticity } }) => {
      const signals = authenticity?.signals ?? [];
      if (signals.length < atLeast) return MET;
      const seen = new Set(signals.filter((signal) => of?.includes(signal) ?? true));
      return metIf(seen.size < atLeast);
    },
  hadWork: (_, { circumstances }) => (circumstances?.authenticity?.signals.length ?? 0) > 0,
});
