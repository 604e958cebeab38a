import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { SECRECY } from '../../functions/ledger/parts/secrecy.part.ts';
import { olga, problemOf, ruth } from '../kit/desk.ts';
import { interrupted } from '../kit/interrupted.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';

const LONGER = '2027-06-30';
/** The silence of the paper is over. */
const OVER = '2027-01-01T00:00:00.000Z';
/** And so is that of the renewal. */
const LATER = '2027-07-01T00:00:00.000Z';

const ORDERS = {
  renewed: anOrder({ kind: 'renewed', of: 0, until: LONGER }),
  shortened: anOrder({ kind: 'shortened', of: 0, until: '2026-12-29' }),
  lifted: anOrder({ kind: 'lifted', of: 0 }),
};

/** A sweep, and then the mailer, as often as either has something to do. */
const send = async (demand: Silenced, store?: DemandStore) => {
  await demand.sweep(store).catch(() => undefined);
  await demand.mailer({ take: true }, store).catch(() => undefined);
};

describe.each(['renewed', 'shortened', 'lifted'] as const)('an order that the silence is %s', (kind) => {
  it.each(['accept', 'refuse'] as const)(
    'that is decided on (%s) in the second in which the customer is told comes before that, or after it',
    async (decision) => {
      for (const call of [2, 8, 16])
        for (const isSweepFirst of [true, false]) {
          const demand = await silencedDemand();
          await demand.plan();
          demand.at('2026-12-28T10:00:00.000Z');
          await demand.bring(ORDERS[kind], olga);
          await demand.read(1, ruth);
          demand.at(kind === 'shortened' ? '2026-12-30T00:00:00.000Z' : OVER);
          const reason = decision === 'accept' ? 'paper-says-so' : 'order-not-authentic';
          const decide = async (store?: DemandStore) => {
            expect(await problemOf(demand.decide({ order: 1, decision, reason }, ruth, store))).toBe('none');
          };
          if (isSweepFirst)
            await send(
              demand,
              interrupted(demand.deps.store, call, () => decide()),
            );
          else await decide(interrupted(demand.deps.store, call, () => send(demand)));
          const order = await demand.deps.store.part(demand.id, SECRECY(1));
          const isTaken = async () => (await demand.notice())?.takenAt !== undefined;
          // Nobody is told while an order stands that was accepted, and nobody is forgotten.
          if (kind === 'renewed' && order?.state === 'accepted') expect(await isTaken()).toBe(false);
          demand.at(order?.state === 'pending' ? LATER : '2027-01-02T00:00:00.000Z');
          await send(demand);
          expect(await isTaken()).toBe(kind !== 'renewed' || order?.state !== 'accepted');
          demand.at(LATER);
          await send(demand);
          expect(await isTaken()).toBe(true);
          expect(findChainFaults(await demand.deps.store.events(demand.id))).toEqual([]);
        }
    },
  );
});
