import { logError, logInfo } from '../shared/logger.ts';
import { closedHalfYears, closedYears } from './period.ts';
import { type PublishDeps, publishReport } from './publish-report.ts';

/** How many closed periods are restated when their numbers change. Auditors restate older ones. */
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
 * @throws PublicationFailed when a period failed, after all were tried
 */
export async function publishDue(deps: PublishDeps): Promise<{ published: number; unchanged: number }> {
  const tally = { published: 0, unchanged: 0 };
  let failed = 0;
  for (const period of await duePeriods(deps)) {
    try {
      tally[(await publishReport({ period, by: SCHEDULE }, deps)).outcome] += 1;
    } catch (error) {
      failed += 1;
      logError('REPORT_NOT_PUBLISHED', error, { period });
    }
  }
  logInfo('REPORTS_PUBLISHED', { ...tally, failed });
  if (failed > 0) throw new PublicationFailed('not every period could be published');
  return tally;
}

async function duePeriods({ clock, schemes, editions }: PublishDeps): Promise<string[]> {
  const annual = schemes.some((scheme) => scheme.cadence === 'year');
  const chains = [closedHalfYears(clock(), HALF_YEARS), annual ? closedYears(clock(), YEARS) : []];
  const due: string[] = [];
  for (const [newest, ...earlier] of chains) {
    if (newest !== undefined) due.push(newest);
    for (const period of earlier) if (await editions.latest(period)) due.push(period);
  }
  return due;
}
