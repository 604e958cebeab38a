import type { Bench } from '../bench.ts';
import { ReadTooSlow } from '../bench.ts';
import type { Check } from '../check.ts';
import { type Finding, finding } from '../finding.ts';
import type { Attempt } from '../subject.ts';

export const throwsFaults: Check = {
  says: 'throws when its store fails, and does not call that nothing',
  needs: 'broken',
  run: async (bench) => {
    const findings: Finding[] = [];
    for (const broken of bench.subject.broken ?? []) {
      const error = await thrownBy(bench, broken);
      if (error instanceof ReadTooSlow) findings.push(finding('too-slow', `With ${broken.what}: no end.`));
      else if (error === undefined)
        findings.push(finding('swallowed-fault', `With ${broken.what} the read ended as if that were all.`));
    }
    return findings;
  },
};

/** What reading throws, or opening what was read. */
async function thrownBy<C>(bench: Bench<C>, broken: Attempt<C>): Promise<unknown> {
  try {
    for (const { blob } of await bench.read(broken)) if (blob) for await (const _chunk of await blob.open());
    return undefined;
  } catch (error) {
    return error ?? new Error('nothing was said');
  }
}
