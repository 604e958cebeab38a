import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Reason } from '../../shared/determination.schema.ts';
import { decide } from './decide.ts';
import type { Rulebook } from './rulebook.ts';

/** A hold that somebody asks to prolong: since when, until when, how often that was done. */
export type Hold = { since: string; until: string; renewed: number };

/** What the law makes of it: until when data is kept then, or why it is not kept longer. */
export type JudgedRenewal = { until: string } | { refused: readonly Reason[] };

/** Whether a page knows renewals at all. */
export const isRenewable = ({ instruments }: Rulebook, { instrument }: Pick<Demand, 'instrument'>): boolean =>
  instruments[instrument]?.keeping?.renewalClock !== undefined;

/**
 * What the instrument's page says of a request to keep data longer that comes now: it is judged as the paper was, with the hold
 * that it renews. How often, how long and until when a renewal counts is for the page.
 */
export function judgeRenewal(
  rulebook: Rulebook,
  { demand, circumstances }: { demand: Demand; circumstances: Circumstances },
  hold: Hold,
  renewal: { at: string; issued?: string | undefined },
): JudgedRenewal {
  const { at, issued } = renewal;
  const asked: Demand = {
    ...demand,
    dates: { ...(issued === undefined ? {} : { issued }), received: at },
    extension: { of: hold.since, expires: hold.until, number: hold.renewed + 1 },
  };
  const { outcome, until, reasons } = decide(rulebook, asked, { ...circumstances, now: at });
  return outcome === 'preserve' && until !== undefined ? { until } : { refused: reasons };
}
