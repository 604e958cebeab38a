import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';

export const emptyAccount: Check = {
  says: 'says that an account has nothing by ending, and finds nothing that is of another',
  run: async (bench) => {
    const { emptyAccount: account } = bench.subject;
    const found = await bench.read({ account });
    return found.length === 0
      ? []
      : [finding('found-in-empty-account', `${found.length} lines are found of the empty account.`)];
  },
};

/** Accounts that nobody has, and that find somebody where they are taken for patterns, or put into SQL or a path. */
const patternsOf = (account: string): Record<string, string> => ({
  'its first letters': account.slice(0, -1),
  'a letter more': `${account}0`,
  'letters and a per cent sign': `${account.slice(0, -1)}%`,
  'letters and an underscore': `${account.slice(0, -1)}_`,
  'a per cent sign': '%',
  'a star': '*',
  'letters and a star': `${account.slice(0, -1)}*`,
  'an end of SQL': `${account}' OR '1'='1`,
  'a comment of SQL': `${account}'--`,
  'a path': `nobody/../${account}`,
  'a part of a path': `./${account}`,
  'a space at its end': `${account} `,
});

export const noPatterns: Check = {
  says: 'takes an account as a whole text, and not as a pattern, SQL or a path',
  run: async (bench) => {
    const findings: Finding[] = [];
    for (const [what, account] of Object.entries(patternsOf(bench.subject.account))) {
      if (account === '') continue;
      const found = await bench.read({ account }).then(
        (lines) => lines.length,
        // To refuse a name that no account has is as good.
        () => 0,
      );
      if (found > 0)
        findings.push(finding('found-by-pattern', `${found} lines are found of an account with ${what}.`));
    }
    return findings;
  },
};
