import { sayCount } from '../kit/say.ts';
import type { Finding, Verdict } from '../verifier/verify-package.ts';

export type Said = { tone: 'done' | 'caution' | 'danger'; title: string; what: string };

/** What a check came to, in one sentence, and what to do now. */
export function sayVerdict(verdict: Verdict): Said {
  switch (kindOf(verdict)) {
    case 'good':
      return {
        tone: 'done',
        title: 'This package is good',
        what: `It was signed with a key that you trust, and nothing in its ${sayCount(verdict.contents?.files ?? 0, 'file')} was changed, added or removed since.`,
      };
    case 'not-vouched':
      return {
        tone: 'caution',
        title: 'This package is intact, but nobody vouches for it',
        what: 'Nothing in it was changed since it was signed, but its key is none that you trust: anybody may have made it. Ask the provider for its keys, and check it again with them.',
      };
    case 'keys-unreadable':
      return {
        tone: 'danger',
        title: 'The keys cannot be read',
        what: 'What was given as keys is none, so the package was not looked at. Choose the file of keys that the provider publishes, or one key as PEM.',
      };
    case 'unknown-version':
      return {
        tone: 'caution',
        title: 'This package is of a version that this page does not know',
        what: 'It may be good. Load this page again, or check it with the provider’s newest verifier.',
      };
    case 'not-good':
      return {
        tone: 'danger',
        title: 'Do not rely on this package',
        what: `It is damaged, or somebody changed it: ${sayCount(verdict.count, 'thing is', 'things are')} not as signed. Download it again. If it stays so, tell the provider.`,
      };
  }
}

export const TOO_LARGE: Said = {
  tone: 'caution',
  title: 'This package is too large to be checked here',
  what: 'Check it with the provider’s verifier for a terminal.',
};

/** Beyond so many bytes a tab would count for hours. */
export const MOST_BYTES = 20_000_000_000;

function kindOf({ verdict, findings, count }: Verdict): Verdict['verdict'] | 'unknown-version' {
  if (verdict !== 'not-good' || count > findings.length) return verdict;
  const only = (...rules: readonly string[]) =>
    findings.length > 0 && findings.every(({ rule }) => rules.includes(rule));
  // All else was as signed, with a key that is none of those given.
  if (only('key-unknown')) return 'not-vouched';
  // A signature of what says something new is good: a change would have broken it.
  return only('statement-form', 'manifest-form') ? 'unknown-version' : 'not-good';
}

/** `data/a.csv, byte 210: the digest is another`. */
export const sayFinding = ({ file, offset, text }: Finding): string =>
  `${file === '' ? 'The package' : file}${offset === undefined ? '' : `, byte ${offset.toLocaleString('en')}`}: ${text}`;
