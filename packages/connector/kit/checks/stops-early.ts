import { ReadTooSlow } from '../bench.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** More than pools have connections. */
const TIMES = 24;

export const stopsEarly: Check = {
  says: 'leaves nothing open when its reader stops early',
  run: async (bench) => {
    await bench.whole();
    try {
      for (let time = 0; time < TIMES; time += 1) for await (const _line of bench.stream({})) break;
      await bench.read({});
      return [];
    } catch (error) {
      if (!(error instanceof ReadTooSlow)) throw error;
      return [finding('left-open', `After ${TIMES} reads that stopped early, the next has no end.`)];
    }
  },
};
