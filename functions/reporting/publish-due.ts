import { logError, logInfo } from '../shared/logger.ts';
import { closedHalfYears, closedYears, parsePeriod } from './period.ts';
import { type PublishDeps, publishReport } from './publish-report.ts';

/** How many closed periods are looked at every day, and restated when their numbers change. */
const HALF_YEARS = 4;
const YEARS = 2;

/** Who publishes when no person does. */
export const SCHEDULE = 'schedule';

/** Some periods could not be published; the others were. */
export class PublicationFailed extends Error {
  override readonly name = 'PublicationFailed';
}

/**
 * The daily round: publishes the last half-year that is over, and the last year where a structure is annual; restates
 * earlier ones that were published and whose numbers have changed since, because demands were decided or a delay ended.
 * A period that was over before the service began is none of them.
 * @throws PublicationFailed when a period failed, after all were tried
 */
export async function publishDue(deps: PublishDeps): Promise<{ published: number; unchanged: number }> {
  const tally = { published: 0, unchanged: 0 };
  let failed = 0;
  for (const period of await duePeriods(deps)) {
    try {
      const { outcome } = await publishReport({ period, by: SCHEDULE }, deps);
      tally[outcome === 'published' ? 'published' : 'unchanged'] += 1;
    } catch (error) {
      failed += 1;
      logError('REPORT_NOT_PUBLISHED', error, { period });
    }
  }
  logInfo('REPORTS_PUBLISHED', { ...tally, failed });
  if (failed > 0) throw new PublicationFailed('not every period could be published');
  return tally;
}

/**
 * The newest half-year, and year; those of the last two years that were published; and of what was published before then one
 * a day in turn, so that what becomes known late, such as secrecy that ended after years, is told some day.
 */
async function duePeriods({ clock, schemes, editions, serviceBegan }: PublishDeps): Promise<string[]> {
  const at = clock();
  const began = await serviceBegan(at);
  const annual = schemes.some((scheme) => scheme.chosen && scheme.cadence === 'year');
  const [half, ...halves] = closedHalfYears(at, HALF_YEARS);
  const [year, ...years] = closedYears(at, YEARS);
  const listed = await editions.list();
  const published = [...new Set(listed.map(({ period }) => period))].filter((label) => isOver(label, at));
  const recent = published.filter((label) => [...halves, year, ...years].includes(label));
  const older = published.filter((label) => label !== half && !recent.includes(label));
  const turn = older[Math.floor(at.getTime() / DAY_MS) % Math.max(1, older.length)];
  const due = [half, ...(annual ? [year] : []), ...recent, turn].filter((label) => label !== undefined);
  return [...new Set(due)].filter((label) => (parsePeriod(label)?.to ?? at) > began);
}

const DAY_MS = 86_400_000;
const isOver = (label: string, at: Date) => (parsePeriod(label)?.to ?? at) <= at;
