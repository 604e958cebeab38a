import { describe, expect, it } from '@jest/globals';
import { OUTCOMES } from '../../../functions/shared/determination.schema.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { poolOf } from '../arbitraries/case.ts';
import { forAll } from '../arbitraries/for-all.ts';
import { MARK } from '../arbitraries/parts.ts';
import {
  type Decided,
  dayOf,
  daysLater,
  isGagOpen,
  leaves,
  mayYieldContent,
  releases,
} from '../arbitraries/plain-law.ts';
import { law } from '../law.ts';

const pool: Decided[] = poolOf(law).map(({ demand, circumstances }) => ({
  demand,
  circumstances,
  determination: decide(law, demand, circumstances),
}));
const DANGER = ['death', 'serious-injury', 'critical-infrastructure'];
const ACTS = ['disclose', 'act'];

describe('whatever is demanded', () => {
  it('is hard enough: every outcome occurs, and no page is missing', () => {
    const outcomes = new Set(pool.map(({ determination }) => determination.outcome));
    const pages = new Set(pool.map(({ demand }) => demand.instrument));
    expect(OUTCOMES.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
    expect(Object.keys(law.instruments).filter((id) => !pages.has(id))).toEqual([]);
  });

  it('yields nothing that was not demanded and nothing that the instrument does not reach', () => {
    forAll(pool, ({ demand, determination: { authorised, targets } }) => {
      const pages = [law.instruments[demand.instrument], law.instruments[demand.underlying ?? '']];
      const reached = leaves(pages.flatMap((page) => page?.reaches.flatMap(({ items }) => items) ?? []));
      const demanded = leaves(demand.data);
      const beyond = [...leaves(authorised)].filter((item) => !demanded.has(item) || !reached.has(item));
      const unknown = targets.filter((index, at) => !demand.targets[index] || targets.indexOf(index) !== at);
      return (beyond.length > 0 || unknown.length > 0) && { beyond, unknown };
    });
  });

  it('never yields a password or a key', () => {
    forAll(pool, ({ determination: { authorised } }) =>
      authorised.some((item) => item.startsWith('secrets')),
    );
  });

  it('yields content only under a warrant or its equals', () => {
    forAll(
      pool,
      ({ demand, determination }) =>
        releases(determination) &&
        [...leaves(determination.authorised)].some((item) => /^(?:content|live\.content)/.test(item)) &&
        !mayYieldContent(demand),
    );
  });

  it('yields a foreign authority no content but through an agreement or the certificate of a court', () => {
    const through = ['uk/overseas-production-order', 'au/international-production-order', 'eu/epoc'];
    forAll(
      pool,
      ({ demand, determination }) =>
        demand.authority.country !== 'US' &&
        !through.includes(demand.instrument) &&
        releases(determination) &&
        [...leaves(determination.authorised)].some((item) => /^(?:content|live\.content)/.test(item)),
    );
  });

  it('yields an authority of the United States nothing on another country’s instrument', () => {
    forAll(
      pool,
      ({ demand, determination }) =>
        demand.authority.country === 'US' && !demand.instrument.startsWith('us/') && releases(determination),
    );
  });

  it('yields nothing where keeping is all that the instrument can ask', () => {
    forAll(
      pool,
      ({ demand, determination }) =>
        law.instruments[demand.instrument]?.mode === 'preserve' && releases(determination),
    );
  });

  it('yields nothing where a danger is claimed and nobody called the office', () => {
    forAll(pool, ({ demand: { emergency }, circumstances: { authenticity }, determination }) => {
      const isClaimed = DANGER.includes(emergency?.danger ?? 'none');
      return isClaimed && authenticity?.callback === undefined && releases(determination);
    });
  });

  it('yields nothing while authenticity is open, and keeps nothing for a forger', () => {
    forAll(pool, ({ circumstances: { authenticity }, determination }) => {
      const { callback } = authenticity ?? {};
      const isOpen = callback === 'no-answer' || callback === 'pending' || callback === 'refused';
      const isForged = callback === 'refused' && determination.preserve;
      return (isOpen && !['hold', 'reject'].includes(determination.outcome)) || isForged;
    });
  });

  it('yields nothing live after the end of a pen register or an interception', () => {
    forAll(pool, ({ demand, circumstances, determination }) => {
      const { instrument, dates = {}, durationDays = 36_500 } = demand;
      const from = (moment: string | undefined, days = 0) => (moment ? [daysLater(moment, days)] : []);
      const isPen = instrument === 'us/pen-register-order';
      if (!isPen && instrument !== 'us/wiretap-order') return undefined;
      const starts = isPen
        ? [...from(dates.entered), ...from(dates.issued), ...from(dates.installed)]
        : [
            ...from(dates.firstInterception),
            ...from(dates.installed),
            ...from(dates.entered, 10),
            ...from(dates.issued, 10),
          ];
      const [start] = starts.sort();
      if (start === undefined) return releases(determination) && 'no day from which it could run';
      const end = daysLater(start, Math.min(durationDays, isPen ? 60 : 30));
      return dayOf(circumstances.now) > end && releases(determination) && { end };
    });
  });
});

describe('whoever asks', () => {
  it('is not told of to the customer while a valid duty of secrecy is open, and its end is kept', () => {
    forAll(pool, ({ demand, circumstances, determination: { notice } }) => {
      if (law.instruments[demand.instrument]?.notice.fixed || !isGagOpen(demand, circumstances))
        return undefined;
      const { until } = demand.secrecy ?? {};
      if (notice.regime === 'notify' || notice.regime === 'none') return notice;
      return notice.until !== until && { notice, until };
    });
  });

  it('tells the person itself where it uses a European production order', () => {
    forAll(
      pool,
      ({ demand, determination: { notice } }) =>
        demand.instrument === 'eu/epoc' && (notice.regime !== 'authority' || notice.until !== undefined),
    );
  });

  it('needs two releases in an emergency', () => {
    forAll(pool, ({ demand, determination: { approvals } }) => {
      const { instrument, emergency } = demand;
      const isEmergency =
        instrument === 'us/emergency-disclosure' ||
        (ACTS.includes(law.instruments[instrument]?.mode ?? '') &&
          DANGER.includes(emergency?.danger ?? 'none'));
      return approvals < (isEmergency ? 2 : 1);
    });
  });

  it('learns the law and the next step, never what a paper says of a person', () => {
    forAll(pool, ({ determination: { findings } }) => {
      const poor = findings.filter(
        ({ check, cite, explanation }) =>
          check === '' || cite.length < 3 || explanation.length < 20 || explanation.includes(MARK),
      );
      return (findings.length === 0 || poor.length > 0) && poor;
    });
  });
});
