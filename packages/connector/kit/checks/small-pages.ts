import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

export const smallPages: Check = {
  says: 'reads on to the last page',
  needs: 'smallPages',
  run: async (bench) => {
    const whole = await bench.whole();
    const paged = await bench.read(bench.subject.smallPages ?? {});
    const differs = whole.length !== paged.length || whole.some(({ text }, at) => paged[at]?.text !== text);
    return differs
      ? [finding('pages-differ', `Small pages gave ${paged.length} lines, large ones ${whole.length}.`)]
      : [];
  },
};
