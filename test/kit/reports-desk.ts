import type { Head } from '../../functions/reporting/heads.ts';
import { type PublishDeps, publishReport } from '../../functions/reporting/publish-report.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import type { BandScheme } from '../../functions/validity/law/band-scheme.schema.ts';
import { SCHEMES } from './band-schemes.ts';
import { memoryContributions } from './memory-contributions.ts';
import { memoryEditions, memoryFiles } from './memory-editions.ts';

/** Publishing over memory, with a clock that is set, ledgers that are said to be there, and pauses that take no time. */
export function reportsDesk({
  now = '2027-01-15T00:00:00Z',
  schemes = [SCHEMES.s1874a3_250],
}: {
  now?: string;
  schemes?: readonly BandScheme[];
} = {}) {
  const files = memoryFiles();
  const contributions = memoryContributions();
  const clock = { now };
  const heads: (Head & { at: string })[] = [];
  const deps: PublishDeps = {
    contributions,
    heads: {
      of: async function* ({ from, to }) {
        yield heads.filter(({ at }) => from <= new Date(at) && new Date(at) < to);
      },
    },
    pause: async () => {},
    editions: memoryEditions(),
    files,
    schemes,
    takeIn: async () => {},
    clock: () => new Date(clock.now),
  };
  return {
    deps,
    files,
    contributions,
    heads,
    clock,
    publish: (reason?: Report['reason'], period = '2026-H2') =>
      publishReport({ period, by: 'auditor-1', reason }, deps),
    reportOf: (edition: number, period = '2026-H2'): Report =>
      Report.parse(JSON.parse(files.objects.get(`reports/${period}/edition-000${edition}.json`) ?? 'null')),
  };
}
