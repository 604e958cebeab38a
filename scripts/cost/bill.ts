import type { Fixed } from './fixed.ts';
import type { Prices } from './prices.ts';
import type { Units } from './units.ts';

export type Line = { service: string; unit: string; count: number; usd: number; confirmed: boolean };
export type Month = { demands: number; fixed: number; variable: number; usd: number; overQuota: string[] };
export type Limit = {
  service: string;
  quota: string;
  perSecond: number;
  perDemand: number;
  /** At the peak of a month of that many demands, it is used up. */
  breaksAtDemandsOfMonth: number;
  confirmed: boolean;
};
export type Bill = { demand: Line[]; fixed: Line[]; months: Month[]; limits: Limit[] };

const sum = (lines: readonly Line[]): number => lines.reduce((total, { usd }) => total + usd, 0);

/**
 * The bill of one demand, of a month of each of `volumes`, and what limits how many there can be: the peak is `burst` times the
 * mean rate of the month. Limits come in the order in which they are reached.
 */
export function billOf(
  counted: { units: Units; fixed: Fixed },
  prices: Prices,
  asked: { volumes: readonly number[]; burst: number },
): Bill {
  const { units, fixed } = counted;
  const demand = prices.perDemand.map(({ service, unit, counts, per, usd, confirmed }) => {
    const count = units[counts] ?? 0;
    return { service, unit, count, usd: (count * usd) / per, confirmed: confirmed !== undefined };
  });
  const month = prices.perMonth.map(({ service, unit, counts, usd, confirmed }) => {
    const count = fixed[counts as keyof Fixed] ?? 0;
    return { service, unit, count, usd: count * usd, confirmed: confirmed !== undefined };
  });
  const limits = prices.quotas
    .map(({ service, quota, uses, perSecond, confirmed }) => {
      const perDemand = units[uses] ?? 0;
      const breaksAtDemandsOfMonth = Math.floor(
        ((perSecond / perDemand) * prices.secondsOfMonth) / asked.burst,
      );
      return {
        ...{ service, quota, perSecond, perDemand, breaksAtDemandsOfMonth },
        confirmed: confirmed !== undefined,
      };
    })
    .filter(({ perDemand }) => perDemand > 0)
    .sort((a, b) => a.breaksAtDemandsOfMonth - b.breaksAtDemandsOfMonth);
  const months = asked.volumes.map((demands) => ({
    demands,
    fixed: sum(month),
    variable: sum(demand) * demands,
    usd: sum(month) + sum(demand) * demands,
    overQuota: limits
      .filter(({ breaksAtDemandsOfMonth }) => demands > breaksAtDemandsOfMonth)
      .map(({ service, quota }) => `${service} ${quota}`),
  }));
  return { demand, fixed: month, months, limits };
}
