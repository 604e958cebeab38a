import type { Structure } from '../../functions/reporting/chosen-schemes.ts';
import type { Proposal } from '../../functions/reporting/correction.schema.ts';
import type { Head } from '../../functions/reporting/heads.ts';
import {
  type Publication,
  type PublishDeps,
  type PublishRequest,
  publishReport,
} from '../../functions/reporting/publish-report.ts';
import { Report } from '../../functions/reporting/report.schema.ts';
import { personOf } from '../../functions/shared/person.ts';
import { SCHEMES } from './band-schemes.ts';
import { memoryContributions } from './memory-contributions.ts';
import { memoryEditions, memoryFiles } from './memory-editions.ts';

/** What one auditor publishes alone. */
export async function publishedBy(
  request: Partial<PublishRequest> & { period: string },
  deps: PublishDeps,
): Promise<Exclude<Publication, { outcome: 'waits' }>> {
  const publication = await publishReport({ by: 'auditor-1', ...request }, deps);
  if (publication.outcome === 'waits') throw new Error('another auditor was waited for');
  return publication;
}

/** A licence that nobody gives. */
export const FORMS = {
  licence: { id: 'LicenseRef-test', title: 'Terms of the test', url: 'https://example.com/terms' },
  sheets: [],
};

/** Publishing over memory, with a clock that is set, ledgers that are said to be there, and pauses that take no time. */
export function reportsDesk({
  now = '2027-01-15T00:00:00Z',
  schemes = [SCHEMES.s1874a3_250],
}: {
  now?: string;
  schemes?: readonly Structure[];
} = {}) {
  const files = memoryFiles();
  const contributions = memoryContributions();
  const clock = { now };
  const heads: (Head & { at: string })[] = [];
  const proposals = new Map<string, Proposal>();
  const service = { began: '2020-01-01T00:00:00Z' };
  const deps: PublishDeps = {
    contributions,
    heads: {
      of: async function* ({ from, to }) {
        yield heads.filter(({ at }) => from <= new Date(at) && new Date(at) < to);
      },
      first: async () => heads.map(({ at }) => at).sort()[0],
    },
    drafts: memoryEditions(),
    proposals: {
      of: async (period) => [...proposals.values()].filter((one) => one.period === period),
      put: async (proposal) => {
        proposals.set(`${proposal.period} ${personOf(proposal.by)}`, proposal);
      },
    },
    serviceBegan: async () => new Date(service.began),
    pause: async () => {},
    editions: memoryEditions(),
    files,
    schemes,
    forms: FORMS,
    fewest: 3,
    apartDays: 28,
    takeIn: async () => {},
    clock: () => new Date(clock.now),
  };
  return {
    deps,
    files,
    contributions,
    heads,
    clock,
    service,
    publish: (reason?: Report['reason'], period = '2026-H2') => publishedBy({ period, reason }, deps),
    reportOf: (edition: number, period = '2026-H2'): Report =>
      Report.parse(JSON.parse(files.objects.get(`reports/${period}/edition-000${edition}.json`) ?? 'null')),
  };
}
